import type { editorPaymentsContract, paymentProvidersContract, EditorProvider } from '../../../plugin/contract/editor/payments';
import { EDITOR_PAYMENTS_PAGE } from '../../../plugin/contract/editor/payments';
import type { PaidType } from '../../../plugin/payments/kinds';
import { isUnsettled } from '../../../plugin/rules/payments/states';
import { moneyText } from '../../../plugin/rules/money/text';
import { noteOf } from '../activity';
import { readableBy, readCustomer } from '../customers';
import { changeableDocument, creditIn, minorUnitsOf, readableDocument } from '../documents';
import type { Editor, Handlers } from '../kernel/binder';
import { apiBaseOf } from '../kernel/edge';
import { now } from '../platform/clock';
import { publicUrlOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import { createLimiter } from '../platform/limits';
import { toDate, type Strapi, type Where } from '../platform/strapi';
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

  /** Whoever may change a document decides about money on it. */
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
      await paymentsOf(strapi).asking.cancel(row, { kind: 'verdict', actor: actorOf(editor) });
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
      const purse = { customer: customer.id, currency };
      await paymentsOf(strapi).applyCredit(purse, { type: params.type, document: params.document, ...body }, actorOf(editor));
      await note(call, 'credit-used', `${row.number ?? ''}: ${moneyText(body.amount, currency, 'en')}`);
      const after = await readableDocument(strapi, editor, params.type, params.document);
      return { left: minorUnitsOf(after.balance), credit: await creditIn(strapi, purse) };
    },

    async forDocument({ editor, params }) {
      const row = await readableDocument(strapi, editor, params.type, params.document);
      const parts = await partRows(strapi).findMany({ where: { targetDocument: params.document } });
      const where = { $and: [{ documentId: { $in: parts.map(({ payment }) => payment) } }, await readable(editor)] };
      const rows = await paymentRows(strapi).findMany({ where, populate: { customer: true }, orderBy: { begunAt: 'desc' }, limit: 100 });
      const currency = row.currency ?? '';
      return {
        currency,
        left: minorUnitsOf(row.balance),
        customer: row.customer ? { id: row.customer.documentId, name: row.customer.name } : null,
        credit: row.customer ? await creditIn(strapi, { customer: row.customer.id, currency }) : 0,
        rows: await shown.rows(rows),
      };
    },
  };
}

/** Tests of keys within an hour: each asks the provider. */
const TESTS = { name: 'payment-provider-tests', points: 60, windowSeconds: 3600 };

export function paymentProvidersHandlers(strapi: Strapi): Handlers<typeof paymentProvidersContract> {
  const tests = createLimiter(strapi, TESTS);
  const tested = new Map<string, { ok: boolean; mode: 'live' | 'test'; message: string; at: Date }>();

  async function shown(key: string): Promise<EditorProvider> {
    const { providers, webhooks } = paymentsOf(strapi);
    const kind = providers.kindOf(key);
    const was = tested.get(key);
    let problem = '';
    const provider = await providers.find(key).catch((error: unknown) => {
      problem = error instanceof Error ? error.message : String(error);
      return null;
    });
    const capabilities = provider?.capabilities;
    const last = provider?.webhook ? await webhooks.lastOf(key) : null;
    const url = `${publicUrlOf(strapi)}${apiBaseOf(strapi)}/payment-webhooks/${key}`;
    return {
      key,
      kind,
      mode: was?.mode ?? null,
      ok: provider ? (was?.ok ?? null) : false,
      message: problem || (was?.message ?? ''),
      testedAt: was?.at.toISOString() ?? null,
      methods: [...(capabilities?.methods ?? [])],
      currencies: capabilities && capabilities.currencies !== '*' ? [...capabilities.currencies] : null,
      saves: capabilities?.saves ?? false,
      refunds: capabilities?.refunds ?? 'none',
      webhook: provider?.webhook ? { url, lastReceivedAt: last ? toDate(last).toISOString() : null } : null,
    };
  }

  return {
    async find() {
      const rows = [];
      for (const key of paymentsOf(strapi).providers.keys()) rows.push(await shown(key));
      return { rows };
    },
    async test({ params }) {
      const { providers } = paymentsOf(strapi);
      if (!providers.keys().includes(params.provider)) throw new PortalError('not-found');
      await tests.count('all');
      const provider = await providers.find(params.provider).catch(() => null);
      if (provider) {
        const answer = await provider.test().catch((error: unknown) => ({
          ok: false,
          mode: 'test' as const,
          message: error instanceof Error ? error.message : String(error),
        }));
        tested.set(params.provider, { ...answer, at: now(strapi) });
      }
      return shown(params.provider);
    },
  };
}
