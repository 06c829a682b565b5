import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { SHEET } from '../../../../plugin/rules/documents/signature';
import { useText } from '../../language/useText';
import { useMoment } from '../../security/useMoment';
import css from '../documents.module.css';

/** What was answered to a quote, by whom and when. */
export function Answered({ answer }: { answer: NonNullable<DocumentDetail['answer']> }) {
  const { t } = useText();
  const { moment } = useMoment();
  const { kind, name, at, reason, drawing } = answer;
  return (
    <>
      <p>{t(`answer.by.${kind}`, { name, moment: moment(at) })}</p>
      {drawing && (
        <svg
          className={css.signed}
          viewBox={`0 0 ${SHEET.width} ${SHEET.height}`}
          role="img"
          aria-label={t('answer.signature-of', { name })}
        >
          <path d={drawing} />
        </svg>
      )}
      {reason && <blockquote className={css.reason}>{reason}</blockquote>}
    </>
  );
}
