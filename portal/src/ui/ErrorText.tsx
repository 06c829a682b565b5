import type { ApiError } from '../api/api-error';
import { minutesOf } from '../forms/problems';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import css from './ui.module.css';

/** Failures that nobody but support can look into carry a reference; the others say what to do. */
const NEEDS_REFERENCE: readonly ApiError['code'][] = [
  'network',
  'unexpected',
  'malformed-body',
  'unsupported-media-type',
  'cross-site-request',
];

/** What happened and what to do, by the error's code. */
export function useErrorMessage(): (error: ApiError) => string {
  const { t } = useText();
  return (error) => t(`error.${error.code}`, { minutes: minutesOf(error.retryAfter), organisation: portal.organisation.name });
}

/** An error in words, with the reference where support needs one. */
export function ErrorText({ error }: { error: ApiError }) {
  const { t } = useText();
  const messageOf = useErrorMessage();
  return (
    <>
      <p>{messageOf(error)}</p>
      {NEEDS_REFERENCE.includes(error.code) && <p className={css.reference}>{t('reference', { reference: error.reference })}</p>}
    </>
  );
}
