import { randomUUID } from 'node:crypto';
import { editor } from './accounts.mjs';

/**
 * What the demo's customer has in the modules already: products, and repair requests in every state, so
 * that the inbox for approvals has something to decide.
 *
 * @typedef {Record<string, unknown>} Values
 * @typedef {{id: string, revision: number, values: Values}} Detail
 */

/** Nobody else makes them at the same time. @param {() => Promise<unknown>} work */
const once = (work) => work();

/** @param {string} text */
const paragraph = (text) => ({ type: 'paragraph', children: [{ type: 'text', text }] });

/** @param {string} title @param {string} text @param {Values} [more] @returns {Values} */
const request = (title, text, more = {}) => ({ title, description: [paragraph(text)], urgency: 'Normal', ...more });

/**
 * @param {any} service the plugin's service `modules`
 * @param {object} party the customer and the contact whose records they are
 * @param {{repairs: string, products: string}} modules
 */
export async function seedRecords({ records: { handlers, options }, approvals }, party, { repairs, products }) {
  const erin = { id: 0, email: editor.email, may: () => true };
  /** @param {string} module @param {Values} values @param {boolean} [submit] @returns {Promise<Detail>} */
  const create = (module, values, submit = true) =>
    handlers.create({ party, params: { module }, body: { key: randomUUID(), values, submit }, once });
  /** @param {Detail} record @param {'approve' | 'reject'} how @param {string} note */
  const decide = async ({ id, revision }, how, note) => approvals[how]({ editor: erin, params: { id }, body: { revision, note } });

  await create(products, { serialNumber: 'ES-204518', model: 'Espresso machine', purchasedOn: '2025-03-14', newsletter: true });
  await create(products, { serialNumber: 'CG-731906', model: 'Coffee grinder', purchasedOn: '2026-02-02' });
  const [grinder, espresso] = /** @type {{id: string}[]} */ (await options(party, repairs, 'product'));

  const descaled = await create(
    repairs,
    request('The espresso machine loses water', 'There is a puddle below it every morning.', { product: [espresso?.id] }),
  );
  await decide(descaled, 'approve', 'We bring a new gasket on Thursday.');
  const { id, revision } = /** @type {Detail} */ (await handlers.findOne({ party, params: { module: repairs, record: descaled.id } }));
  const changed = request(
    'The espresso machine loses water and pressure',
    'There is a puddle below it every morning, and now the pressure falls as well.',
    {
      urgency: 'High',
      product: [espresso?.id],
    },
  );
  await handlers.update({ party, params: { module: repairs, record: id }, body: { revision, values: changed, submit: true } });

  const grind = request('The grinder squeals', 'Since Tuesday, mostly when it is cold.', {
    product: [grinder?.id],
    parts: [{ name: 'Burr', quantity: 2 }],
  });
  await create(repairs, grind);
  const boiler = await create(repairs, request('The water boiler does not heat', 'The lamp is on, the water stays cold.'));
  await decide(boiler, 'reject', 'Which boiler is it? Add the serial number from the type plate.');
  await create(repairs, { title: 'Milk jug is dented', urgency: 'Low' }, false);
}
