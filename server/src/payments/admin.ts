import type { editorPaymentsContract } from '../../../plugin/contract/editor/payments';
import { EDITOR_PAYMENTS_PAGE } from '../../../plugin/contract/editor/payments';
import type { PaidType } from '../../../plugin/payments/kinds';
import { isUnsettled } from '../../../plugin/rules/payments/states';
import { moneyText } from '../../../plugin/rules/money/text';
import { noteOf } from '../activity';
import { readableBy, readAmong, readCustomer } from '../customers';
import { changeableDocument, creditIn, minorUnitsOf, readableDocument } from '../documents';
import type { Editor, Handlers } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import type { Strapi, Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createForEditors } from './for-editors';
import { MANUAL, partRows, paymentRows, type LoadedPayment } from './rows';
import { paymentsOf } from './service';

/** What editors see and do of payments: of customers that their role reads in the Content Manager. */
export function editorPaymentsHandlers(strapi: Strapi): Handlers<typeof editorPaymentsContract> {
  const note = noteOf(strapi);
  const shown = createForEditors(strapi);

  /** Payments of the customers that the role reads. */
  const readable = async (editor: Editor): Promise<Where> => {
    const where = await readableBy(strapi, editor, UID.customer);
    return Object.keys(where).length === 0 ? {} : { customer: where };
  };

  async function load(editor: Editor, documentId: string): Promise<LoadedPayment> {
    const where = { $and: [{ documentId }, await readable(editor)] };
    const row = await paymentRows(strapi).findOne({ where, populate: { customer: true } });
    if (!row?.customer) throw new PortalError('not-found');
    return row as LoadedPayment;
  }

  const actorOf = (editor: Editor) => ({ editor: editor.email });
  const detail = async (editor: Editor, documentId: string) => shown.detail(await load(editor, documentId), editor);

  const readsCustomer = async (editor: Editor, customer: { id: number } | null | undefined): Promise<boolean> =>
    customer ? (await readAmong(strapi, editor, UID.customer, [customer.id])).size === 1 : false;

  /** Whoever chooses a document to put money on, or gives up what is left of it, may change it. */
  async function changeable(editor: Editor, type: PaidType, document: string) {
    const row = await changeableDocument(strapi, editor, type, document);
    if (!row.customer || !row.currency) throw new PortalError('conflict');
    return { row, customer: row.customer, currency: row.currency };
  }

  return {
    async find({ editor, query }) {
      const { page = 1, state, attention, customer, q } = query;
      const mine = await readable(editor);
      const found: Where[] = [mine];
      if (state) found.push({ state });
      if (attention) found.push({ attention: { $notNull: true } });
      if (customer) found.push({ customer: { documentId: customer } });
      if (q)
        found.push({
          $or: [
            { number: { $containsi: q } },
            { description: { $containsi: q } },
            { reference: { $containsi: q } },
            { customer: { name: { $containsi: q } } },
          ],
        });
      const where = { $and: found };
      const rows = await paymentRows(strapi).findMany({
        where,
        populate: { customer: true },
        orderBy: [{ begunAt: 'desc' }, { id: 'desc' }],
        limit: EDITOR_PAYMENTS_PAGE,
        offset: (page - 1) * EDITOR_PAYMENTS_PAGE,
      });
      return {
        rows: await shown.rows(rows),
        page,
        pageSize: EDITOR_PAYMENTS_PAGE,
        total: await paymentRows(strapi).count({ where }),
        attention: await paymentRows(strapi).count({ where: { $and: [mine, { attention: { $notNull: true } }] } }),
      };
    },

    findOne: ({ editor, params }) => detail(editor, params.payment),

    async proof({ editor, params }) {
      const { documentId } = await load(editor, params.payment);
      return paymentsOf(strapi).proofs.downloadOf(documentId, params.proof);
    },

    async ask({ editor, params }) {
      const row = await load(editor, params.payment);
      const { asking, refunds } = paymentsOf(strapi);
      await asking.ask(row);
      await refunds.askOf(row.documentId);
      return detail(editor, params.payment);
    },

    async cancel({ editor, params }) {
      const row = await load(editor, params.payment);
      if (!isUnsettled(row.state)) throw new PortalError('conflict');
      await paymentsOf(strapi).asking.cancel(row, { kind: 'verdict', actor: actorOf(editor), ended: 'team' });
      return detail(editor, params.payment);
    },

    async confirm(call) {
      const { editor, params, body } = call;
      const row = await load(editor, params.payment);
      await paymentsOf(strapi).confirmTransfer(row, body, actorOf(editor));
      await note(call, 'payment-confirmed', `${row.description ?? ''}: ${moneyText(body.amount, row.currency, 'en')}`.slice(0, 250));
      return detail(editor, params.payment);
    },

    async settle(call) {
      const { editor, params, body } = call;
      const row = await load(editor, params.payment);
      const { count } = await paymentRows(strapi).updateMany({
        where: { id: row.id, attention: body.attention },
        data: { attention: null },
      });
      if (count !== 1) throw new PortalError('conflict');
      await paymentsOf(strapi).store.note(row.documentId, { kind: 'looked-at', actor: editor.email, detail: body.attention });
      await note(call, 'payment-looked-at', `${row.description ?? ''}: ${body.attention}`.slice(0, 250));
      return detail(editor, params.payment);
    },

    async record(call) {
      const { editor, body } = call;
      const customer = await readCustomer(strapi, editor, body.customer);
      const documents = [];
      for (const part of body.parts) documents.push((await changeable(editor, part.type, part.document)).row);
      if (documents.some((row) => row.customer?.id !== customer.id || row.currency !== body.currency)) throw new PortalError('not-found');
      const id = await paymentsOf(strapi).record(
        { ...body, customer: customer.id, provider: MANUAL, providerPayment: null, origin: 'editor' },
        actorOf(editor),
      );
      await note(call, 'payment-recorded', `${customer.name}: ${moneyText(body.amount, body.currency, 'en')}`.slice(0, 250));
      return detail(editor, id);
    },

    async refund(call) {
      const { editor, params, body } = call;
      const row = await load(editor, params.payment);
      await paymentsOf(strapi).refunds.refund(row.documentId, body, actorOf(editor));
      await note(call, 'payment-refunded', `${row.description ?? ''}: ${moneyText(body.amount, row.currency, 'en')}`.slice(0, 250));
      return detail(editor, params.payment);
    },

    async writeOff(call) {
      const { editor, params, body } = call;
      const { row, customer, currency } = await changeable(editor, params.type, params.document);
      await paymentsOf(strapi).giveUp(
        { customer: customer.id, currency },
        { type: params.type, document: params.document, ...body },
        actorOf(editor),
      );
      await note(call, 'invoice-written-off', `${row.number ?? ''}: ${moneyText(body.left, currency, 'en')}`);
      return { left: minorUnitsOf((await readableDocument(strapi, editor, params.type, params.document)).balance) };
    },

    async applyCredit(call) {
      const { editor, params, body } = call;
      const { row, customer, currency } = await changeable(editor, params.type, params.document);
      // Credit is the customer's, not the document's.
      if (!(await readsCustomer(editor, customer))) throw new PortalError('not-allowed');
      const purse = { customer: customer.id, currency };
      await paymentsOf(strapi).applyCredit(purse, { type: params.type, document: params.document, ...body }, actorOf(editor));
      await note(call, 'credit-used', `${row.number ?? ''}: ${moneyText(body.amount, currency, 'en')}`);
      const after = await readableDocument(strapi, editor, params.type, params.document);
      return { left: minorUnitsOf(after.balance), credit: await creditIn(strapi, purse) };
    },

    async forDocument({ editor, params }) {
      const row = await readableDocument(strapi, editor, params.type, params.document);
      const currency = row.currency ?? '';
      const left = minorUnitsOf(row.balance);
      // Whoever reads the document and not its customer is told what is left of it, and nothing of the customer.
      const customer = (await readsCustomer(editor, row.customer)) ? row.customer : null;
      if (!customer) return { currency, left, customer: null, credit: 0, rows: [] };
      const parts = await partRows(strapi).findMany({ where: { targetDocument: params.document } });
      const where = { documentId: { $in: parts.map(({ payment }) => payment) }, customer: { id: customer.id } };
      const rows = await paymentRows(strapi).findMany({ where, populate: { customer: true }, orderBy: { begunAt: 'desc' }, limit: 100 });
      return {
        currency,
        left,
        customer: { id: customer.documentId, name: customer.name },
        credit: await creditIn(strapi, { customer: customer.id, currency }),
        rows: await shown.rows(rows),
      };
    },
  };
}
