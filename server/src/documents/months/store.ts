import { monthsUntil, plusDays } from '../../../../plugin/rules/calendar';
import { byMonth, type DaySum } from '../../../../plugin/rules/documents/months';
import type { DocumentType } from '../../../../plugin/documents/types';
import type { Party } from '../../kernel/party';
import { repository } from '../../kernel/repository';
import type { Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { minorUnitsOf, type Stored64 } from '../rows';
import { issuedOf } from '../store';

/** Months that a plot has. */
const MONTHS = 12;
const OWED = ['invoice', 'retainer-invoice'] as const satisfies readonly DocumentType[];

interface Found extends Omit<DaySum, 'amount'> {
  amount: Stored64;
}

/**
 * What was invoiced to a party's customer and what was put on it, by credit notes and from outside, in the last months.
 * One statement, which reads the customer's rows of those months by an index.
 */
export async function monthsOf(strapi: Strapi, party: Party, today: string) {
  const months = monthsUntil(today.slice(0, 7), MONTHS);
  const lastDay = plusDays(`${plusDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
  const between: [string, string] = [`${months[0] ?? ''}-01`, lastDay];
  const { connection } = strapi.db;
  const kind = (name: DaySum['kind']) => connection.raw('? as kind', [name]);
  const documents = OWED.map((type) =>
    issuedOf(strapi, party, type)
      .statement()
      .where('state', 'open')
      .whereBetween('issue_date', between)
      .groupBy('currency', 'issue_date')
      .select('currency', { date: 'issue_date' }, kind('invoiced'))
      .sum({ amount: 'gross' }),
  );
  // What was put on documents that count, or taken back from them, on the day it was: a correction stands where it was made.
  const settled = OWED.flatMap((type) =>
    (['date', 'released_on'] as const).map((day) =>
      connection
        .from(
          repository(strapi, party, { uid: UID.allocation, customer: 'customer' })
            .statement()
            .where('target_type', type)
            .whereBetween(day, between)
            .select('target_document', 'currency', 'amount', { day })
            .as('a'),
        )
        .innerJoin(
          issuedOf(strapi, party, type).statement().where('state', 'open').select('document_id').as('d') as never,
          'd.document_id',
          'a.target_document',
        )
        .groupBy('currency', 'day')
        .select(
          'currency',
          { date: 'day' },
          kind('settled'),
          connection.raw(day === 'date' ? 'sum(amount) as amount' : '-sum(amount) as amount'),
        ),
    ),
  );
  // Into an empty statement: knex puts what the first one groups by behind those that it is united with.
  const days = (await connection.queryBuilder().unionAll([...settled, ...documents])) as Found[];
  return byMonth(
    days.map(({ amount, ...day }) => ({ ...day, amount: minorUnitsOf(amount) })),
    months,
  );
}
