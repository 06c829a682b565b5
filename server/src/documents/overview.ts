import { OVERVIEW_RECENT, type Overview, type OverviewSum } from '../../../plugin/contract/customer/overview';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import { dateIn } from '../../../plugin/rules/calendar';
import type { SessionParty } from '../kernel/party';
import { now } from '../platform/clock';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { monthsOf } from './months/store';
import type { OwnDocuments } from './own';
import { rowOf } from './present';
import { documentsOfParty } from './store';

/** What is waited for of a type: the filter that its list has for it, and what of a document counts. */
function waits(type: DocumentType): { kind: OverviewSum['kind']; state: 'open' | 'overdue'; amount: 'balance' | 'gross' }[] {
  const { balance, until } = DOCUMENT_FACTS[type];
  if (balance === 'credit') return [{ kind: 'credit', state: 'open', amount: 'balance' }];
  if (balance === 'owed') return (['open', 'overdue'] as const).map((state) => ({ kind: state, state, amount: 'balance' }));
  return until === 'expiry' ? [{ kind: 'awaiting', state: 'open', amount: 'gross' }] : [];
}

/** What a customer finds on Home of its documents. Each statement finds rows of the customer's by an index. */
export function createOverview(strapi: Strapi, own: OwnDocuments) {
  return async (party: SessionParty): Promise<Omit<Overview, 'tasks'>> => {
    const types = await own.types(party);
    const { timeZone } = await settingsOf(strapi).preferences();
    const today = dateIn(timeZone, now(strapi));
    const parts = await Promise.all(
      types.map(async (type) => {
        const documents = documentsOfParty(strapi, party, type);
        const sums: OverviewSum[] = [];
        for (const { kind, state, amount } of waits(type)) {
          for (const sum of await documents.sums(today, { state }))
            if (sum.count > 0) sums.push({ kind, type, currency: sum.currency, amount: sum[amount] ?? 0, count: sum.count });
        }
        const rows = await documents.list(today, {}, { size: OVERVIEW_RECENT, number: 1 });
        return { sums, recent: rows.map((row) => rowOf(type, row, today)) };
      }),
    );
    const recent = parts.flatMap((part) => part.recent).sort((one, other) => other.issueDate.localeCompare(one.issueDate));
    const owed = types.some((type) => DOCUMENT_FACTS[type].balance === 'owed');
    return {
      sums: parts.flatMap(({ sums }) => sums),
      recent: recent.slice(0, OVERVIEW_RECENT),
      months: owed ? await monthsOf(strapi, party, today) : [],
    };
  };
}
