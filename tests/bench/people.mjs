/** People of the benches: customers with a contact each, who is a user of users-permissions too. */
import { randomUUID } from 'node:crypto';
import { password } from './contact.mjs';

/** Customers in whose name is asked. */
export const CALLERS = 10;
/** What a call of the driver can bind is limited; rows at once. */
const AT_ONCE = 400;

/** @typedef {{[column: string]: unknown}} Row */
/** @typedef {ReturnType<typeof tablesOf>} Tables */

export const uid = (/** @type {string} */ name) => `plugin::customer-portal.${name}`;
export const documentId = () => randomUUID().replaceAll('-', '').slice(0, 24);

/** @param {any} strapi */
export function tablesOf(strapi) {
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
 * @param {string} action that the users may do
 */
export async function seedPeople(strapi, tables, count, action) {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
  for (let id = 1; id <= count; id += 1) {
    const email = `customer-${id}@example.org`;
    tables.add(uid('customer'), {
      id,
      name: `Customer ${id}`,
      kind: 'customer',
      portal_access: true,
      external_id: id === 1 ? 'bench' : null,
    });
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
    if (id % 2000 === 0) await tables.flush();
  }
  await tables.flush();
  const { passwords } = strapi.plugin('customer-portal').service('password');
  for (let id = 1; id <= CALLERS; id += 1) {
    const contact = await strapi.db.query(uid('contact')).findOne({ where: { id } });
    await passwords.set(contact, await passwords.prepare(password, contact, 'password'));
  }
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
