import type { bankStatementsContract } from '../../../plugin/contract/editor/payments';
import { STATEMENT_BYTES_MAX } from '../../../plugin/payments/limits';
import { noteOf } from '../activity';
import { readableBy } from '../customers';
import { minorUnitsOf } from '../documents';
import type { Editor, Handlers } from '../kernel/binder';
import { fieldError, PortalError } from '../platform/errors';
import { createGate } from '../platform/gate';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { paymentRows, TRANSFER, type PaymentRow } from './rows';
import { paymentsOf } from './service';
import { matchLines, readBankStatement, StatementProblem, type Line, type Waiting } from './statements';

/** Transfers that are waited for, the newest. */
const MOST_WAITING = 10_000;

/** All of a file's bytes. @throws PortalError `body-too-large` */
async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > STATEMENT_BYTES_MAX) throw new PortalError('body-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws PortalError `invalid-request` for what is no statement, with the line where there is one */
function linesOf(bytes: Buffer, currency: string): Line[] {
  try {
    return readBankStatement(bytes, currency);
  } catch (error) {
    if (error instanceof StatementProblem) throw fieldError(['file'], 'refused', error.message);
    throw error;
  }
}

/** What of a bank's statement is waited for: reading it changes nothing, and each line is taken in once. */
export function bankStatementsHandlers(strapi: Strapi): Handlers<typeof bankStatementsContract> {
  const note = noteOf(strapi);
  const rows = paymentRows(strapi);
  // Reading keeps the process for seconds.
  const gate = createGate({ all: 3, refusal: () => new PortalError('too-many-requests', { retryAfter: 10 }) });

  /** Transfers of customers that the role reads. */
  async function transfers(editor: Editor, more: object, limit: number): Promise<PaymentRow[]> {
    const customer = await readableBy(strapi, editor, UID.customer);
    const where = { provider: TRANSFER, ...more, ...(Object.keys(customer).length > 0 && { customer }) };
    return rows.findMany({ where, populate: { customer: true }, orderBy: { id: 'desc' }, limit });
  }

  /** Lines that were taken in before, by what the bank calls them. */
  const taken = async (references: readonly string[]): Promise<Set<string>> => {
    const found = await rows.findMany({ where: { provider: TRANSFER, providerPayment: { $in: [...references] } } });
    return new Set(found.flatMap(({ providerPayment }) => providerPayment ?? []));
  };

  return {
    async read({ editor, file }) {
      const { defaultCurrency } = await settingsOf(strapi).preferences();
      const bytes = await bytesOf(file);
      const lines = await gate(() => Promise.resolve(linesOf(bytes, defaultCurrency)), editor.email);
      const waiting = (await transfers(editor, { state: { $ne: 'succeeded' } }, MOST_WAITING)).map(
        ({ documentId, reference, amount, currency, customer }): Waiting => ({
          payment: documentId,
          reference: reference ?? '',
          amount: minorUnitsOf(amount),
          currency,
          customer: customer?.name ?? '',
        }),
      );
      const before = await taken(lines.map(({ bankReference }) => bankReference));
      return { rows: matchLines(lines, waiting, before) };
    },

    async apply(call) {
      const { editor, body } = call;
      const outcomes = [];
      const ids = [...new Set(body.rows.map(({ payment }) => payment))];
      // Once for all: whether each still waits, its confirmation decides.
      const found = new Map((await transfers(editor, { documentId: { $in: ids } }, ids.length)).map((row) => [row.documentId, row]));
      for (const { payment, amount, date, bankReference } of body.rows) {
        outcomes.push({
          payment,
          outcome: await confirm(found.get(payment), { amount, date, reference: bankReference, line: bankReference }, editor),
        });
      }
      const confirmed = outcomes.filter(({ outcome }) => outcome === 'confirmed').length;
      if (confirmed > 0) await note(call, 'payment-confirmed', `${confirmed} of a bank's statement`);
      return { rows: outcomes };
    },
  };

  async function confirm(
    row: PaymentRow | undefined,
    come: { amount: number; date: string; reference: string; line: string },
    editor: Editor,
  ): Promise<'confirmed' | 'taken-before' | 'conflict' | 'not-found'> {
    if (!row?.customer) return 'not-found';
    if ((await taken([come.line])).size > 0) return 'taken-before';
    try {
      await paymentsOf(strapi).confirmTransfer({ ...row, customer: row.customer }, come, { editor: editor.email });
      return 'confirmed';
    } catch (error) {
      // The unique index: somebody took the line in at the same time.
      if ((await taken([come.line])).size > 0) return 'taken-before';
      if (error instanceof PortalError) return 'conflict';
      throw error;
    }
  }
}
