import type { DocumentRow } from '../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS } from '../../../plugin/documents/types';
import { dateIn } from '../../../plugin/rules/calendar';
import { useText, type Text } from '../language/useText';
import { portal } from '../portal-data';
import css from './documents.module.css';
import { daysBetween } from './figures';
import { useFigures } from './useFigures';

/** Beyond this many days a date says enough by itself. */
const SOON = 60;

type Dated = Pick<DocumentRow, 'type' | 'state' | 'untilDate'>;

/** How far away the day is that something is waited for until, in the organisation's time zone. Undefined: nothing is, or it is far. */
export function untilText({ type, state, untilDate }: Dated, t: Text['t'], now = new Date()): string | undefined {
  if (untilDate === null || (state !== 'open' && state !== 'overdue' && state !== 'sent' && state !== 'expired')) return undefined;
  const days = daysBetween(dateIn(portal.timeZone, now), untilDate);
  if (Math.abs(days) > SOON) return undefined;
  const over = days < 0;
  if (DOCUMENT_FACTS[type].until === 'expiry') return t(over ? 'document.expired' : 'document.expires', { days: Math.abs(days) });
  return t(over ? 'document.overdue' : 'document.due', { days: Math.abs(days) });
}

/** The date that a document carries, spelled, and beside it how far away it is. */
export function Until({ document, month = 'short' }: { document: Dated; month?: 'long' | 'short' }) {
  const { t } = useText();
  const { date } = useFigures();
  if (document.untilDate === null) return null;
  const soon = untilText(document, t);
  const late = document.state === 'overdue' || document.state === 'expired';
  return (
    <>
      <time dateTime={document.untilDate}>{date(document.untilDate, month)}</time>
      {soon && <span className={late ? css.late : css.soon}>{soon}</span>}
    </>
  );
}
