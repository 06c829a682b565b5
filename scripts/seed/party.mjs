import { customerContact } from './accounts.mjs';

/** @param {string} name */
const uid = (name) => /** @type {`plugin::${string}.${string}`} */ (`plugin::customer-portal.${name}`);

/** The demo's customer, as a session of its contact's would say. @param {import('@strapi/strapi').Core.Strapi} strapi */
export async function partyOf(strapi) {
  const contact = await strapi.db.query(uid('contact')).findOne({ where: { email: customerContact.email } });
  const customer = await strapi.db
    .query(uid('customer'))
    .findOne({ where: { memberships: { contact: contact.id } }, orderBy: { id: 'asc' } });
  const rights = Object.fromEntries(
    ['documents', 'payments', 'subscriptions', 'records', 'people', 'account'].map((area) => [area, 'write']),
  );
  const { id, documentId, name, kind } = customer;
  return { by: 'session', session: { epoch: contact.epoch }, contact, customer: { id, documentId, name, kind, rights } };
}
