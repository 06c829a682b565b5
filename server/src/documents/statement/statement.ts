import { STATEMENT_MOST, type Statement, type StatementQuery } from '../../../../plugin/contract/customer/statement';
import { allows } from '../../../../plugin/rights';
import { dateIn } from '../../../../plugin/rules/calendar';
import { ageingOf, entriesOf } from '../../../../plugin/rules/documents/statement';
import type { SessionParty } from '../../kernel/party';
import { now } from '../../platform/clock';
import { inSnapshot, type Strapi } from '../../platform/strapi';
import { settingsOf } from '../../settings';
import type { OwnDocuments } from '../own';
import { movementsOf } from './store';

/** A customer's statement of account for a period. */
export const createStatement =
  (strapi: Strapi, own: OwnDocuments) =>
  async (party: SessionParty, { from, to, currency: wanted }: StatementQuery): Promise<Statement> => {
    const { timeZone, defaultCurrency } = await settingsOf(strapi).preferences();
    const movements = movementsOf(strapi, party);
    const { sums, currency, sum, moves, open } = await inSnapshot(strapi, async () => {
      const sums = await movements.sums(from, to);
      const currency = wanted ?? sums[0]?.currency ?? defaultCurrency;
      const sum = sums.find((one) => one.currency === currency) ?? { opening: 0, closing: 0, count: 0 };
      const moves = sum.count > 0 && sum.count <= STATEMENT_MOST ? await movements.moves(from, to, currency) : [];
      return { sums, currency, sum, moves, open: await movements.open(to, currency) };
    });
    const { opening, closing, count } = sum;
    const { entries } = entriesOf(opening, moves);
    const today = dateIn(timeZone, now(strapi));
    const on = to < today ? to : today;
    const shown = new Map<string, boolean>();
    for (const type of new Set(entries.map((entry) => entry.type)))
      shown.set(type, type === 'payment' ? allows(party.customer.rights, 'payments.read') : await own.shows(type));
    return {
      from,
      to,
      currency,
      currencies: sums.map((sum) => sum.currency),
      opening,
      closing,
      count,
      entries: entries.map(({ date, kind, type, document, number, reference, amount, balance }) => ({
        date,
        kind,
        type,
        id: shown.get(type) && document !== '' ? document : null,
        number,
        reference,
        amount,
        balance,
      })),
      ageing: { on, ...ageingOf(open, on) },
      credit: open.reduce((sum, { amount }) => sum + amount, 0) - closing,
    };
  };
