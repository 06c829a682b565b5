import { syncDocument, type SyncDocument, type SyncReport } from '../../../plugin/contract/customer/sync';
import type { DocumentType } from '../../../plugin/documents/types';
import { dateIn } from '../../../plugin/rules/calendar';
import {
  allocationRows,
  bringOutside,
  buyerOf,
  DOCUMENT_UIDS,
  documentRows,
  documentsOf,
  outsideRow,
  sellerOf,
  type BilledCustomer,
  type DocumentRow,
} from '../documents';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { newDocumentId } from '../platform/document-id';
import { hold } from '../platform/hold';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { changesOf, newValues, settledBy, type Known } from './document-changes';
import { refusalOf, refuseRow, Results, type Accepted, type Outcome } from './report';

/** Rows that are written in one transaction. */
const CHUNK = 100;
/** Rows of one INSERT: SQLite takes 32,766 values in a statement, MariaDB 16 MB. */
const INSERT = 50;

const byExternalId = <R extends Row>(rows: R[]): Map<string, R> => new Map(rows.map((row) => [row.externalId as string, row]));
const given = (values: (string | null | undefined)[]): string[] => [...new Set(values.flatMap((value) => value ?? []))];

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * Documents, a hundred in a transaction: past the Document Service, by the rules that hold there. Whatever goes wrong
 * with one that could not be foreseen (somebody else makes it at the same time) has all of them tried one by one.
 */
export async function syncDocuments(
  strapi: Strapi,
  type: DocumentType,
  sent: readonly unknown[],
  { trustTotals }: { trustTotals: boolean },
): Promise<SyncReport> {
  const preferences = await settingsOf(strapi).preferences();
  const rows = documentRows(strapi, type);
  const results = new Results(sent);
  const seller = sellerOf(preferences);
  const asOf = ({ settledOn }: SyncDocument) => ({ date: settledOn ?? dateIn(preferences.timeZone, now(strapi)) });

  /**
   * Row numbers of the customers that rows are for, or are taken from. To be read outside of the transaction that holds
   * them: on MySQL it would go on seeing that moment.
   */
  async function customersOf(chunk: readonly SyncDocument[]): Promise<number[]> {
    const named = await table(strapi, UID.customer).findMany({
      where: { externalId: { $in: given(chunk.map(({ customer }) => customer)) } },
      select: ['id'],
    });
    const there = await rows.findMany({
      where: { externalId: { $in: chunk.map(({ externalId }) => externalId) } },
      select: ['id'],
      populate: { customer: { select: ['id'] } },
    });
    return [...new Set([...named.map(({ id }) => id), ...there.flatMap(({ customer }) => customer?.id ?? [])])];
  }

  /** What rows refer to, read under the locks of those that are there: customers first, as whoever pays takes them. */
  async function lookUp(chunk: readonly SyncDocument[], holders: readonly number[]) {
    const ids = chunk.map(({ externalId }) => externalId);
    await hold(strapi, UID.customer, { id: holders });
    await hold(strapi, DOCUMENT_UIDS[type], { external_id: ids });
    const numbers = given(chunk.map(({ number }) => number));
    // By one statement: what another call commits in between would be found by its number and not by its id.
    const there = await rows.findMany({
      where: { $or: [{ externalId: { $in: ids } }, { number: { $in: numbers } }] },
      populate: { customer: true, contact: { select: ['id'] } },
    });
    const customers = await table<BilledCustomer>(strapi, UID.customer).findMany({
      where: { externalId: { $in: given(chunk.map(({ customer }) => customer)) } },
    });
    const contacts = await table(strapi, UID.contact).findMany({
      where: { externalId: { $in: given(chunk.map(({ contact }) => contact)) } },
      select: ['id', 'externalId'],
    });
    return {
      documents: byExternalId(there),
      numbers: new Map(there.map(({ id, number }) => [number, id])),
      customers: byExternalId(customers),
      contacts: byExternalId(contacts),
    };
  }
  type Found = Awaited<ReturnType<typeof lookUp>>;

  /** @throws RowRefused for what is not there, or is another's */
  function knownFor(row: SyncDocument, { documents, numbers, customers, contacts }: Found): Known {
    const before = documents.get(row.externalId) ?? null;
    const customer = row.customer === undefined ? undefined : customers.get(row.customer);
    if (row.customer !== undefined && !customer) refuseRow(['customer'], 'no-such-record', 'is no external id of a customer');
    const contact = row.contact == null ? row.contact : contacts.get(row.contact);
    if (row.contact != null && !contact) refuseRow(['contact'], 'no-such-record', 'is no external id of a contact');
    const buyer = customer ?? (before?.customer as BilledCustomer | null | undefined);
    const holder = row.number === undefined ? undefined : numbers.get(row.number);
    if (holder !== undefined && holder !== before?.id) refuseRow(['number'], 'not-unique', 'is the number of another document');
    return {
      type,
      before,
      customer: customer?.id,
      buyer: buyer ? buyerOf(buyer) : undefined,
      contact: contact === null ? null : contact?.id,
      seller,
      preferences,
      trustTotals,
      instant: now(strapi),
    };
  }

  /** Writes rows in the caller's transaction. What is refused by itself is told to `refuse`. */
  async function write(
    chunk: readonly Accepted<SyncDocument>[],
    holders: readonly number[],
    refuse: (index: number, error: unknown) => void,
  ) {
    const found = await lookUp(
      chunk.map(({ row }) => row),
      holders,
    );
    const outcomes: [number, Outcome][] = [];
    const made: Record<string, unknown>[] = [];
    const settled: Record<string, unknown>[] = [];
    const numbers = new Set<string>();
    for (const { index, row } of chunk) {
      try {
        if (row.number !== undefined && numbers.size === numbers.add(row.number).size)
          refuseRow(['number'], 'twice', 'came before in this call');
        const known = knownFor(row, found);
        if (!known.before) {
          const documentId = newDocumentId();
          const values = newValues(row, known);
          made.push({ documentId, ...values });
          const by = settledBy(values, null);
          const one = { type, document: documentId, customer: known.customer ?? 0, currency: String(values.currency) };
          if (by) settled.push(outsideRow(one, by.from - by.left, asOf(row), known.instant));
          outcomes.push([index, { result: 'created', id: documentId }]);
          continue;
        }
        outcomes.push([index, await change(known.before, changesOf(row, known, known.before), row)]);
      } catch (error) {
        // A deadlock has ended the transaction: what came after would be written without one.
        if (!refusalOf(error)) throw error;
        refuse(index, error);
      }
    }
    for (const some of chunksOf(made, INSERT)) await rows.createMany({ data: some });
    for (const some of chunksOf(settled, INSERT)) await allocationRows(strapi).createMany({ data: some });
    return outcomes;
  }

  async function change(before: DocumentRow, changes: Record<string, unknown>, row: SyncDocument): Promise<Outcome> {
    if (Object.keys(changes).length === 0) return { result: 'unchanged', id: before.documentId };
    const after = { ...before, ...changes };
    if (changes.state === 'void') await documentsOf(strapi).settling.clear({ type, document: before.documentId }, before, { system: true });
    const by = settledBy(after, before);
    const customer = (changes.customer as number | undefined) ?? before.customer?.id ?? 0;
    const one = { type, document: before.documentId, customer, currency: after.currency ?? '' };
    if (by && !(await bringOutside(strapi, one, by, asOf(row))))
      refuseRow(['balance'], 'too-large', 'is more than is left after the credits on it; take those back first');
    await rows.updateMany({ where: { id: before.id }, data: { ...changes, updatedAt: now(strapi) } });
    return { result: 'updated', id: before.documentId };
  }

  async function alone(one: Accepted<SyncDocument>): Promise<void> {
    const again = async () => {
      const holders = await customersOf([one.row]);
      return retrying(strapi, () =>
        write([one], holders, (_, error) => {
          throw error;
        }),
      );
    };
    try {
      // The second time it finds what another call has made meanwhile.
      for (const [index, outcome] of await again().catch(again)) results.done(index, outcome);
    } catch (error) {
      results.refuse(one.index, error);
    }
  }

  for (const chunk of chunksOf(results.accepted(syncDocument), CHUNK)) {
    const refused: [number, unknown][] = [];
    try {
      const holders = await customersOf(chunk.map(({ row }) => row));
      const outcomes = await retrying(strapi, () => {
        refused.length = 0;
        return write(chunk, holders, (...refusal) => refused.push(refusal));
      });
      for (const [index, outcome] of outcomes) results.done(index, outcome);
      for (const [index, error] of refused) results.refuse(index, error);
    } catch {
      for (const one of chunk) await alone(one);
    }
  }
  return results.report();
}
