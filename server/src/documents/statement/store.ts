import type { Knex } from 'knex';
import { DIRECTIONS, type EntryKind, type Move } from '../../../../plugin/rules/documents/statement';
import type { Party } from '../../kernel/party';
import { repository } from '../../kernel/repository';
import { rowsOf } from '../../platform/sql';
import type { Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { minorUnitsOf, type Stored64 } from '../rows';
import { issuedOf } from '../store';

/** Types that a statement is made of: what is owed, and what is left to use. */
const OWED = ['invoice', 'retainer-invoice'] as const;
const MOVING = [...OWED, 'credit-note'] as const;
type Moving = (typeof MOVING)[number];

/** A day and what moved on it, as a statement finds it. */
export interface Movement extends Move {
  type: Moving | 'payment';
  document: string;
  reference: string;
}

/** Rows of one kind of movement: with `moved_on`, `currency`, `amount`, `document`, `number` and `reference`. */
interface Part {
  kind: EntryKind;
  type: Moving | 'payment';
  rows: Knex.QueryBuilder;
}

export interface CurrencySum {
  currency: string;
  opening: number;
  closing: number;
  /** Of the period. */
  count: number;
  /** Of all time: how much it is used. */
  all: number;
}

/**
 * What moves what a customer owes, read by the customer's index of each table: sums over all time are the database's,
 * and rows are read of a period and a currency alone.
 */
export function movementsOf(strapi: Strapi, party: Party) {
  const { connection } = strapi.db;

  /** Documents that count: what is void never was. */
  const documents = (type: Moving): Knex.QueryBuilder => issuedOf(strapi, party, type).statement().whereNotIn('state', ['draft', 'void']);
  const allocations = (): Knex.QueryBuilder => repository(strapi, party, { uid: UID.allocation, customer: 'customer' }).statement();
  const refunds = (): Knex.QueryBuilder => repository(strapi, party, { uid: UID.refund, customer: 'customer' }).statement();

  /** The later of two dates. */
  const later = (one: string, other: string): Knex.Raw => connection.raw('case when ?? < ?? then ?? else ?? end', [one, other, other, one]);

  const named = (type: Moving): Knex.QueryBuilder => documents(type).select('document_id', 'number', 'issue_date', 'currency');
  const both = { document: 'd.document_id', number: 'd.number', currency: 'd.currency', amount: 'a.amount' };

  /** What was put on documents of a type, from when on: of nothing before the document itself. */
  function put(type: Moving, which: (query: Knex.QueryBuilder) => Knex.QueryBuilder): Knex.QueryBuilder {
    const rows = which(allocations().where('target_type', type));
    return connection
      .from(rows.select('target_document', 'amount', 'date', 'released_on', 'reference').as('a'))
      .innerJoin(named(type).as('d') as never, 'd.document_id', 'a.target_document')
      .select({ ...both, reference: 'a.reference', put_on: later('a.date', 'd.issue_date'), released_on: 'a.released_on' });
  }

  /** Paid, here or elsewhere: what is put on it from a credit note or from credit moves nothing. */
  const paid = (query: Knex.QueryBuilder): Knex.QueryBuilder => query.whereIn('source_type', ['outside', 'payment']);
  const writtenOff = (query: Knex.QueryBuilder): Knex.QueryBuilder => query.where('source_type', 'write-off');
  const entries = (): Knex.QueryBuilder => repository(strapi, party, { uid: UID.creditEntry, customer: 'customer' }).statement();
  /** Entries of credit of some kinds, as amounts above 0. */
  const credit = (kind: EntryKind, kinds: readonly string[], sign: 1 | -1): Part => ({
    kind,
    type: 'payment',
    rows: entries()
      .whereIn('kind', [...kinds])
      .select({ document: 'payment', number: 'reference', currency: 'currency', moved_on: 'date' })
      .select(connection.raw(`${sign} * amount as amount`), connection.raw("'' as reference")),
  });
  const shown = ['document', 'number', 'currency', 'amount', 'reference'];

  function parts(): Part[] {
    const issued = MOVING.map((type): Part => {
      const rows = documents(type).select({
        document: 'document_id',
        number: 'number',
        currency: 'currency',
        amount: 'gross',
        reference: 'reference',
        moved_on: 'issue_date',
      });
      return { kind: type === 'credit-note' ? 'credited' : 'charged', type, rows };
    });
    const settled = MOVING.flatMap((type): Part[] => {
      const [on, off] = type === 'credit-note' ? (['used', 'unused'] as const) : (['settled', 'unsettled'] as const);
      const all = put(type, paid).as('p');
      const back = put(type, (query) => paid(query).whereNotNull('released_on')).as('p');
      return [
        { kind: on, type, rows: connection.from(all).select(shown).select({ moved_on: 'put_on' }) },
        {
          kind: off,
          type,
          rows: connection
            .from(back)
            .select(shown)
            .select({ moved_on: later('released_on', 'put_on') }),
        },
      ];
    });
    const paidOut = connection
      .from(refunds().select('credit_note', 'amount', 'date', 'reference').as('a'))
      .innerJoin(named('credit-note').as('d') as never, 'd.document_id', 'a.credit_note')
      .select({ ...both, reference: 'a.reference', moved_on: later('a.date', 'd.issue_date') });
    const givenUp = OWED.map((type): Part => {
      const rows = connection.from(put(type, writtenOff).as('p'));
      return { kind: 'written-off', type, rows: rows.select(shown).select({ moved_on: 'put_on' }) };
    });
    return [
      ...issued,
      ...settled,
      ...givenUp,
      { kind: 'refunded', type: 'credit-note', rows: paidOut },
      credit('credit-added', ['over-payment', 'released'], 1),
      credit('credit-refunded', ['refunded'], -1),
    ];
  }

  // Into an empty statement: knex puts what the first one groups by behind those that it is united with.
  const union = <R>(queries: Knex.QueryBuilder[]): Promise<R[]> => rowsOf<R>(strapi, connection.queryBuilder().unionAll(queries));

  return {
    /** What was owed before a period and at its end, by currency: one statement. */
    async sums(from: string, to: string): Promise<CurrencySum[]> {
      const until = (day: string, sign: string): Knex.Raw =>
        connection.raw(`sum(case when moved_on ${sign} ? then amount else 0 end)`, [day]);
      const groups = parts().map(({ kind, rows }) =>
        connection
          .from(rows.as('m'))
          .groupBy('currency')
          .select('currency', connection.raw('? as kind', [kind]), {
            opening: until(from, '<'),
            closing: until(to, '<='),
            count: connection.raw('sum(case when moved_on >= ? and moved_on <= ? then 1 else 0 end)', [from, to]),
            all: connection.raw('count(*)'),
          }),
      );
      const sums = new Map<string, CurrencySum>();
      const found = await union<{
        currency: string;
        kind: EntryKind;
        opening: Stored64;
        closing: Stored64;
        count: Stored64;
        all: Stored64;
      }>(groups);
      for (const { currency, kind, ...group } of found) {
        const before = sums.get(currency) ?? { currency, opening: 0, closing: 0, count: 0, all: 0 };
        sums.set(currency, {
          currency,
          opening: before.opening + DIRECTIONS[kind] * minorUnitsOf(group.opening),
          closing: before.closing + DIRECTIONS[kind] * minorUnitsOf(group.closing),
          count: before.count + Number(group.count),
          all: before.all + Number(group.all),
        });
      }
      return [...sums.values()].sort((one, other) => other.all - one.all || one.currency.localeCompare(other.currency));
    },

    /** What moved in a period, in one currency, in no order: one statement. */
    async moves(from: string, to: string, currency: string): Promise<Movement[]> {
      const found = parts().map(({ kind, type, rows }) =>
        connection
          .from(rows.as('m'))
          .where('currency', currency)
          .where('moved_on', '>=', from)
          .where('moved_on', '<=', to)
          .select('document', 'number', 'amount', 'reference', { date: 'moved_on' }, connection.raw('? as kind, ? as type', [kind, type])),
      );
      type Found = Omit<Movement, 'amount' | 'document' | 'number' | 'reference'> & {
        amount: Stored64;
        document: string | null;
        number: string | null;
        reference: string | null;
      };
      const rows = await union<Found>(found);
      return rows.map(({ amount, document, number, reference, ...row }) => ({
        ...row,
        amount: minorUnitsOf(amount),
        document: document ?? '',
        number: number ?? '',
        reference: reference ?? '',
      }));
    },

    /** What is open on a day of what is owed, by due date: one statement. */
    async open(on: string, currency: string): Promise<{ dueOn: string | null; amount: number }[]> {
      const all = OWED.flatMap((type) => {
        const documentRows = () => documents(type).where('currency', currency).where('issue_date', '<=', on);
        const stands = allocations()
          .where('target_type', type)
          .where('date', '<=', on)
          .where((either) => void either.whereNull('released_on').orWhere('released_on', '>', on))
          .select('target_document', 'amount');
        return [
          documentRows().groupBy('until_date').select({ due_on: 'until_date' }, connection.raw('sum(gross) as amount, 1 as sign')),
          connection
            .from(stands.as('a'))
            .innerJoin(documentRows().select('document_id', 'until_date').as('d') as never, 'd.document_id', 'a.target_document')
            .groupBy('until_date')
            .select({ due_on: 'until_date' }, connection.raw('sum(amount) as amount, -1 as sign')),
        ];
      });
      const rows = await union<{ due_on: string | null; amount: Stored64; sign: number }>(all);
      return rows.map((row) => ({ dueOn: row.due_on, amount: Number(row.sign) * minorUnitsOf(row.amount) }));
    },
  };
}
