/**
 * Fills both sides with the same records, in bulk: the plugin's tables with their documents, and the
 * documents of the content type that a team lists by hand.
 */
import { randomUUID } from 'node:crypto';
import { documentId, seedPeople, tablesOf, uid } from '../people.mjs';
import { OWNED_REPAIR, REPAIR, repairModule } from './app.mjs';
import { invent } from './records.mjs';

/** Records of one customer: 100,000 of 2,000 customers, 1,000 of 20. */
const EACH = 50;

/** @typedef {import('../people.mjs').Row} Row */

const fold = (/** @type {Row} */ values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value).toLowerCase()]));

/** Serial numbers of what has several rows for a record. */
const counters = () => ({ repair: 0, owned: 0, event: 0 });

/**
 * @param {import('../people.mjs').Tables} tables
 * @param {ReturnType<typeof counters>} last
 * @param {number} index of the record, from 0
 * @param {number} customer
 */
function seedRecord(tables, last, index, customer) {
  const { state, document, live, published, working, createdAt, changedAt } = invent(index);
  const columns = (/** @type {Row} */ values) => ({
    title: values.title,
    description: JSON.stringify(values.description),
    urgency: values.urgency,
    preferred_date: values.preferredDate,
    created_at: createdAt,
    updated_at: changedAt,
  });
  const { title, urgency, preferredDate } = working ?? published;
  const cells = { title, urgency, preferredDate };
  const team = documentId();
  tables.add(uid('record'), {
    id: index + 1,
    content_type: REPAIR,
    customer_id: customer,
    contact_id: customer,
    submitter_id: state === 'draft' && !document ? null : customer,
    state,
    document: document ? team : null,
    live,
    working: working && JSON.stringify(working),
    cells: JSON.stringify({ _: cells }),
    folded: JSON.stringify({ _: fold(cells) }),
    changed_at: changedAt,
    submitted_at: state === 'draft' && !document ? null : changedAt,
    creation_key: `${customer}:${randomUUID()}`,
    revision: 2,
    created_at: createdAt,
    updated_at: changedAt,
  });
  for (const kind of state === 'draft' ? ['created'] : state === 'submitted' ? ['created', 'submitted'] : ['created', 'submitted', state]) {
    tables.add(uid('record-event'), {
      id: ++last.event,
      record_id: index + 1,
      at: kind === 'created' ? createdAt : changedAt,
      kind,
      contact_id: kind === 'created' ? customer : null,
      by: 'Contact',
      by_editor: !['created', 'submitted'].includes(kind),
      internal: false,
    });
  }
  // The team's documents: with the plugin once something was approved, by hand from the first draft on.
  const owned = documentId();
  if (document) tables.add(REPAIR, { id: ++last.repair, document_id: team, ...columns(published), published_at: null });
  if (live) tables.add(REPAIR, { id: ++last.repair, document_id: team, ...columns(published), published_at: changedAt });
  tables.add(OWNED_REPAIR, { id: ++last.owned, document_id: owned, ...columns(working ?? published), state, published_at: null });
  tables.link(OWNED_REPAIR, 'owner', last.owned, customer);
  if (!live) return;
  tables.add(OWNED_REPAIR, { id: ++last.owned, document_id: owned, ...columns(published), state: 'approved', published_at: changedAt });
  tables.link(OWNED_REPAIR, 'owner', last.owned, customer);
}

/**
 * @param {any} strapi
 * @param {number} records
 * @returns {Promise<string>} the module's id
 */
export async function seedModules(strapi, records) {
  const customers = records / EACH;
  const tables = tablesOf(strapi);
  await seedPeople(strapi, tables, customers, `${OWNED_REPAIR}.find`);
  const last = counters();
  for (let index = 0; index < records; index += 1) {
    // Next to each other are records of different customers, as they come in.
    seedRecord(tables, last, index, (index % customers) + 1);
    if (index % 5000 === 4999) await tables.flush();
  }
  await tables.flush();
  return (await strapi.plugin('customer-portal').service('modules').settings.create(repairModule)).id;
}
