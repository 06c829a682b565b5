/**
 * Two years of the organisation's documents: invoices in three currencies, paid, open, overdue and void, and a few of
 * every other type and state, so that each page of the portal shows life. Dates count back from today.
 */
import { createRandom } from './random.mjs';

/** @typedef {import('@strapi/strapi').Core.Strapi} Strapi */
/** @typedef {Record<string, unknown> & {id: number, documentId: string, name: string, customerNumber: string}} Customer */

const uid = (/** @type {string} */ name) => /** @type {any} */ (`plugin::customer-portal.${name}`);
const DAY = 86_400_000;

export const taxRates = [
  { id: 'standard', name: 'VAT', category: 'S', percent: '19', parts: [] },
  { id: 'reduced', name: 'VAT, reduced', category: 'S', percent: '7', parts: [] },
  { id: 'reverse', name: 'Reverse charge', category: 'AE', percent: '0', parts: [] },
];
const [STANDARD, REDUCED, REVERSE] = taxRates;

/** What is sold: item, unit, price by currency, rate. @type {[string, string, Record<string, string>, object][]} */
const GOODS = [
  ['Espresso beans, 1 kg', 'kg', { EUR: '18.90', USD: '20.50', JPY: '3100' }, REDUCED],
  ['Filter coffee, 500 g', 'bag', { EUR: '9.40', USD: '10.20', JPY: '1500' }, REDUCED],
  ['Maintenance visit', 'visit', { EUR: '145', USD: '160', JPY: '24000' }, STANDARD],
  ['Burr set', 'pc', { EUR: '62.50', USD: '69', JPY: '10500' }, STANDARD],
  ['Descaler, 5 l', 'can', { EUR: '24.80', USD: '27.10', JPY: '4100' }, STANDARD],
  ['Barista training', 'h', { EUR: '88', USD: '96', JPY: '14500' }, STANDARD],
];

/** @param {ReturnType<typeof createRandom>} random @param {string} currency @param {boolean} abroad */
function linesOf(random, currency, abroad) {
  const start = random.integer(0, GOODS.length - 1);
  const lines = Array.from({ length: random.integer(1, 4) }, (_, index) => {
    const [item, unit, prices, rate] = GOODS[(start + index) % GOODS.length];
    const discount = random.chance(15) ? { percent: '10' } : null;
    const quantity = String(random.integer(1, 12));
    return { id: String(index + 1), item, description: '', quantity, unit, rate: prices[currency], discount, tax: abroad ? REVERSE : rate };
  });
  return { version: 1, lines, discounts: [], charges: [] };
}

/**
 * @param {Strapi} strapi
 * @param {{customers: Customer[], contact: {id: number}, today: Date}} options whose they are: the first has most, and the contact is addressed on its documents
 */
export async function seedDocuments(strapi, { customers, contact, today }) {
  const documents = /** @type {any} */ (strapi.plugin('customer-portal').service('documents'));
  const random = createRandom(20_261);
  const date = (/** @type {number} */ days) => new Date(today.getTime() + days * DAY).toISOString().slice(0, 10);

  /**
   * A document; issued, unless it stays a draft.
   *
   * @param {string} type
   * @param {Customer} customer
   * @param {Record<string, unknown> & {issueDate: string}} data
   * @param {{draft?: true, state?: string, settled?: true}} after what became of it; `settled`: a fortnight later, elsewhere
   */
  async function add(type, customer, { currency = 'EUR', ...data }, { draft, state, settled } = {}) {
    const lines = linesOf(random, /** @type {string} */ (currency), currency !== 'EUR');
    const own = customer === customers[0] ? { contact: contact.id } : {};
    const made = /** @type {{id: number, documentId: string, gross: string}} */ (
      await strapi.documents(uid(type)).create({ data: /** @type {never} */ ({ customer: customer.id, currency, lines, ...own, ...data }) })
    );
    if (draft) return made;
    await documents.issue(type, made.documentId);
    if (state) await strapi.db.query(uid(type)).update({ where: { id: made.id }, data: { state } });
    if (settled) {
      const paid = new Date(Date.parse(data.issueDate) + 12 * DAY).toISOString().slice(0, 10);
      await documents.settling.settleOutside({ type, document: made.documentId }, 0, { date: paid, reference: 'Bank transfer' });
    }
    return made;
  }

  const by = { actor: { editor: 'editor@haldenmarsh.example' } };
  const put = (/** @type {{documentId: string}} */ note, /** @type {{documentId: string}} */ invoice, /** @type {number} */ amount) => ({
    creditNote: note.documentId,
    target: { type: 'invoice', document: invoice.documentId },
    amount,
  });

  const [first, second, ...others] = customers;
  // A bill a month, the last ones open; one in dollars or yen now and then.
  for (let month = 24; month >= 1; month -= 1) {
    const issued = -month * 30 - 4;
    const currency = month % 5 === 0 ? 'USD' : month % 7 === 0 ? 'JPY' : 'EUR';
    await add('invoice', first, { currency, issueDate: date(issued), untilDate: date(issued + 14) }, month > 2 ? { settled: true } : {});
  }
  const open = await add('invoice', first, {
    issueDate: date(-3),
    untilDate: date(11),
    reference: 'PO-7731',
    notes: 'Delivered to the goods entrance.',
  });
  await add('invoice', first, { issueDate: date(-9), untilDate: date(3), currency: 'USD' });
  const wrong = await add('invoice', first, { issueDate: date(-70), untilDate: date(-56), reference: 'PO-7702' });
  await documents.void('invoice', wrong.documentId);
  await add('invoice', first, { issueDate: date(0) }, { draft: true });
  await add(
    'retainer-invoice',
    first,
    { issueDate: date(-40), untilDate: date(-26), notes: 'Deposit for the new roastery corner.' },
    { settled: true },
  );
  await add('retainer-invoice', first, { issueDate: date(-6), untilDate: date(8) });

  await add('quote', first, { issueDate: date(-5), untilDate: date(25), terms: 'Prices hold for thirty days. Delivery within two weeks.' });
  await add('quote', first, { issueDate: date(-2), untilDate: date(2), currency: 'USD' });
  await add('quote', first, { issueDate: date(-90), untilDate: date(-60) });
  await add('quote', first, { issueDate: date(-120), untilDate: date(-90) }, { state: 'accepted' });
  await add('quote', first, { issueDate: date(-200), untilDate: date(-170) }, { state: 'declined' });
  await add('sales-order', first, { issueDate: date(-2) });
  const order = await add('sales-order', first, { issueDate: date(-8) });
  const onItsWay = { shippedOn: date(-4), shipment: 'Nordic Parcel, NP 4417 2290: https://parcel.example/NP44172290' };
  await strapi.documents(uid('sales-order')).update({ documentId: order.documentId, data: /** @type {never} */ (onItsWay) });
  const { id: ordered } = await documents.invoiceOf('sales-order', order.documentId);
  await documents.issue('invoice', ordered);
  await add('sales-order', first, { issueDate: date(-150), shippedOn: date(-140), shipment: 'Collected by you.' }, { state: 'closed' });
  // One goes to two invoices and is used up, of one some is paid back, and one is still whole.
  const used = await add('credit-note', first, { issueDate: date(-20), notes: 'For the broken burr set of last month.' });
  const half = Math.floor(Math.min(Number(used.gross), Number(open.gross)) / 2);
  await documents.settling.apply([put(used, open, half)], { ...by, date: date(-2) });
  const late = await add('invoice', first, { issueDate: date(-25), untilDate: date(-11) });
  const rest = Math.min(Number(used.gross) - half, Number(late.gross));
  await documents.settling.apply([put(used, late, rest)], { ...by, date: date(-1) });
  const partly = await add('credit-note', first, { issueDate: date(-60) });
  const back = Math.floor(Number(partly.gross) / 3);
  await documents.settling.refund(partly.documentId, { amount: back, reference: 'Bank transfer 2291' }, { ...by, date: date(-50) });
  await add('credit-note', first, { issueDate: date(-180) }, { settled: true });

  for (const months of [8, 5, 3, 1]) {
    const issued = -months * 30;
    await add('invoice', second, { issueDate: date(issued), untilDate: date(issued + 14) }, months > 1 ? { settled: true } : {});
  }
  await add('quote', second, { issueDate: date(-12), untilDate: date(18) });
  for (const [index, customer] of others.entries()) {
    const issued = -20 - index * 17;
    await add('invoice', customer, { issueDate: date(issued), untilDate: date(issued + 14) }, index % 3 ? { settled: true } : {});
  }
}
