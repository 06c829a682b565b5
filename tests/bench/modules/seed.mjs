/**
 * Fills both sides with the same records, in bulk: the plugin's tables with their documents, and the
 * documents of the content type that a team lists by hand.
 */
import { randomUUID } from 'node:crypto';
import { password } from '../contact.mjs';
import { OWNED_REPAIR, REPAIR, repairModule } from './app.mjs';
import { invent } from './records.mjs';

/** Records of one customer: 100,000 of 2,000 customers, 1,000 of 20. */
const EACH = 50;
/** Customers in whose name the lists are asked for. */
export const CALLERS = 10;
/** What a call of the driver can bind is limited; rows at once. */
const AT_ONCE = 400;

/** @typedef {{[column: string]: unknown}} Row */

const uid = (/** @type {string} */ name) => `plugin::customer-portal.${name}`;
const documentId = () => randomUUID().replaceAll('-', '').slice(0, 24);
const fold = (/** @type {Row} */ values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value).toLowerCase()]));

/** @param {any} strapi */
function tablesOf(strapi) {
  /** @type {Map<string, Row[]>} */
  const waiting = new Map();
  const name = (/** @type {string} */ type) => strapi.db.metadata.get(type).tableName;

  const flush = async (/** @type {string} */ table, /** @type {Row[]} */ rows) => {
    if (rows.length > 0) await strapi.db.connection.batchInsert(table, rows.splice(0), AT_ONCE);
  };

  /** @param {string} table @param {Row} row */
  const put = (table, row) => {
    const rows = waiting.get(table);
    if (rows) rows.push(row);
    else waiting.set(table, [row]);
  };

  return {
    /** A row of a content type. @param {string} type @param {Row} row */
    add: (type, row) =>
      put(name(type), { created_at: new Date(), updated_at: new Date(), published_at: new Date(), document_id: documentId(), ...row }),

    /** @param {string} type @param {string} attribute @param {number} own @param {number} other */
    link(type, attribute, own, other) {
      const { name: table, joinColumn, inverseJoinColumn } = strapi.db.metadata.get(type).attributes[attribute].joinTable;
      put(table, { [joinColumn.name]: own, [inverseJoinColumn.name]: other });
    },

    async flush() {
      for (const [table, rows] of waiting) await flush(table, rows);
    },
  };
}

/**
 * @param {any} strapi
 * @param {ReturnType<typeof tablesOf>} tables
 * @param {number} count
 */
async function seedPeople(strapi, tables, count) {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  await strapi.db.query('plugin::users-permissions.permission').create({ data: { action: `${OWNED_REPAIR}.find`, role: role.id } });
  for (let id = 1; id <= count; id += 1) {
    const email = `customer-${id}@example.org`;
    tables.add(uid('customer'), { id, name: `Customer ${id}`, kind: 'customer', portal_access: true });
    tables.add(uid('contact'), { id, first_name: 'Contact', last_name: String(id), email, blocked: false });
    tables.add(uid('membership'), { id, role: 'owner' });
    tables.link(uid('membership'), 'customer', id, id);
    tables.link(uid('membership'), 'contact', id, id);
    tables.add('plugin::users-permissions.user', {
      id,
      username: `customer-${id}`,
      email,
      provider: 'local',
      confirmed: true,
      blocked: false,
    });
    tables.link('plugin::users-permissions.user', 'role', id, role.id);
  }
}

/** Serial numbers of what has several rows for a record. */
const counters = () => ({ repair: 0, owned: 0, event: 0 });

/**
 * @param {ReturnType<typeof tablesOf>} tables
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
  await seedPeople(strapi, tables, customers);
  const last = counters();
  for (let index = 0; index < records; index += 1) {
    // Next to each other are records of different customers, as they come in.
    seedRecord(tables, last, index, (index % customers) + 1);
    if (index % 5000 === 4999) await tables.flush();
  }
  await tables.flush();
  const { passwords } = strapi.plugin('customer-portal').service('password');
  for (let id = 1; id <= CALLERS; id += 1) {
    const contact = await strapi.db.query(uid('contact')).findOne({ where: { id } });
    await passwords.set(contact, await passwords.prepare(password, contact, 'password'));
  }
  return (await strapi.plugin('customer-portal').service('modules').settings.create(repairModule)).id;
}

/**
 * Somebody who is signed in on both sides: a session of the portal, a token of users-permissions.
 *
 * @param {any} strapi
 * @param {number} id of the contact and of the user
 * @param {(email: string) => Promise<string>} signIn
 */
export async function signedInBoth(strapi, id, signIn) {
  const token = strapi.plugin('users-permissions').service('jwt').issue({ id });
  return { cookie: await signIn(`customer-${id}@example.org`), authorization: `Bearer ${token}` };
}

/** @param {any} strapi @param {string} base @returns {Promise<string>} the header of a super admin */
export async function signedInEditor(strapi, base) {
  const role = await strapi.service('admin::role').getSuperAdmin();
  const user = { firstname: 'Bench', lastname: 'Editor', email: 'editor@example.org', password: 'Quiet-Harbour-77' };
  await strapi.service('admin::user').create({ ...user, registrationToken: null, isActive: true, roles: [role.id] });
  const response = await fetch(`${base}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password: user.password }),
  });
  if (!response.ok) throw new Error(`The editor's sign-in failed: ${await response.text()}`);
  const { data } = /** @type {{data: {token: string}}} */ (await response.json());
  return `Bearer ${data.token}`;
}
