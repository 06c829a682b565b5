import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { figuresIn, type Figures } from './figures';

/** Figures and calendar dates in the reader's language. */
export function useFigures(): Figures {
  const { locale } = useIntl();
  return useMemo(() => figuresIn(locale), [locale]);
}
