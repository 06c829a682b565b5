import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './messages';

type Values = Record<string, string | number>;

export interface Text {
  /** The message in the reader's language. */
  t: (id: MessageId, values?: Values) => string;
  /** The message of an id that is put together at run time, if there is one. */
  lookup: (id: string, values?: Values) => string | undefined;
}

/** Messages as plain strings, for labels and attributes as much as for text. */
export function useText(): Text {
  const intl = useIntl();
  return useMemo(
    () => ({
      t: (id, values) => intl.formatMessage({ id }, values),
      lookup: (id, values) => (id in intl.messages ? intl.formatMessage({ id: id as MessageId }, values) : undefined),
    }),
    [intl],
  );
}
