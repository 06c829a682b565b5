import type { StatementLine } from '../../../plugin/contract/editor/payments';
import type { ResponseFor } from '../api/client';
import type { Translate } from '../messages';

type Result = ResponseFor<'POST /bank-statements/confirmations'>['rows'];

/** Names a line of a statement: a batch has several with one number of a line. */
export const lineKey = ({ line, bankReference }: Pick<StatementLine, 'line' | 'bankReference'>): string => `${line} ${bankReference}`;

/** Whether a line may be confirmed: what differs in its amount is confirmed at the payment itself, with what came. */
export const mayConfirm = ({ outcome, payment }: StatementLine): boolean => outcome === 'matched' && payment !== null;

/** How many became what, in words. */
export function resultWords(t: Translate, result: Result): string {
  return (['confirmed', 'taken-before', 'conflict', 'not-found'] as const)
    .map((outcome) => [outcome, result.filter((row) => row.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => t(`statement.result.${outcome}`, { count }))
    .join(' ');
}
