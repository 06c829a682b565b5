import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { customerContact, editor, organisation, vendorContact } from './accounts.mjs';
import { seedDocuments, taxRates } from './documents.mjs';
import { modules } from './modules.mjs';
import { partyOf } from './party.mjs';
import { inventCustomers } from './people.mjs';
import { seedProjects } from './projects.mjs';
import { seedRecords } from './records.mjs';

/**
 * Strapi as this file uses it. The plugin's services are called by name, as a team's own code would.
 *
 * @typedef {import('@strapi/strapi').Core.Strapi} Strapi
 * @typedef {Record<string, unknown> & {id: number, documentId: string}} Row
 */

const PLUGIN = 'customer-portal';
const uid = (/** @type {string} */ name) => /** @type {`plugin::${string}.${string}`} */ (`plugin::${PLUGIN}.${name}`);
const folder = path.dirname(fileURLToPath(import.meta.url));

/** What the seed remembers of itself, beside Strapi's own bookkeeping. @param {Strapi} strapi */
const memory = (strapi) => /** @type {any} */ (strapi.store)({ type: 'plugin', name: 'customer-portal-demo' });

/** @param {Strapi} strapi @param {string} name @param {Record<string, unknown>} data @returns {Promise<Row>} */
const create = (strapi, name, data) =>
  /** @type {Promise<Row>} */ (strapi.documents(uid(name)).create({ data: /** @type {never} */ (data) }));

/** @param {Strapi} strapi @param {string} name @returns {any} */
const service = (strapi, name) => strapi.plugin(PLUGIN).service(name);

/** @param {Strapi} strapi */
async function seedEditor(strapi) {
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({ ...editor, registrationToken: null, isActive: true, roles: [role.id] });
}

/** The organisation's logo in the Media Library. @param {Strapi} strapi @returns {Promise<string>} */
async function seedLogo(strapi) {
  // The upload service moves the file away, so it gets a copy.
  const scratch = path.join(strapi.dirs.app.root, '.tmp');
  fs.mkdirSync(scratch, { recursive: true });
  const copy = path.join(fs.mkdtempSync(path.join(scratch, 'logo-')), 'logo.svg');
  fs.copyFileSync(path.join(folder, 'logo.svg'), copy);
  const files = {
    filepath: copy,
    originalFilename: 'halden-marsh.svg',
    mimetype: 'image/svg+xml',
    size: fs.statSync(copy).size,
  };
  const data = { fileInfo: { name: 'halden-marsh.svg', alternativeText: organisation.name } };
  const [logo] = await strapi.plugin('upload').service('upload').upload({ data, files });
  fs.rmSync(path.dirname(copy), { recursive: true, force: true });
  return logo.documentId;
}

/** @param {Strapi} strapi */
async function seedSettings(strapi) {
  const settings = service(strapi, 'settings');
  const general = await settings.get('general');
  const logoFile = await seedLogo(strapi);
  const { name, portalName, accentColour, supportEmail, timeZone, banner } = organisation;
  await settings.save(
    'general',
    { ...general.values, organisationName: name, portalName, accentColour, supportEmail, timeZone, bannerMessage: banner, logoFile },
    general.revision,
  );
  const fields = await settings.get('customer-fields');
  const levels = {
    customer: {
      ...fields.values.levels.customer,
      email: 'optional',
      phone: 'optional',
      website: 'optional',
      taxNumber: 'read-only',
      addressLine1: 'mandatory',
      addressLine2: 'optional',
      postcode: 'mandatory',
      city: 'mandatory',
      region: 'optional',
      country: 'mandatory',
      industry: 'optional',
      preferredContactTime: 'optional',
      newsletter: 'optional',
      deliveryNotes: 'optional',
      foundedOn: 'read-only',
      employees: 'hidden',
    },
    contact: { ...fields.values.levels.contact, phone: 'optional', jobTitle: 'optional', language: 'optional' },
  };
  await settings.save('customer-fields', { ...fields.values, levels }, fields.revision);
}

/** @param {string} sites origin of the demo's sites */
const tabs = (sites) => [
  { name: 'Catalogue', url: `${sites}/catalogue`, audience: 'everyone', enabled: true, opensIn: 'auto' },
  { name: 'Announcements', url: `${sites}/announcements`, audience: 'everyone', enabled: true, opensIn: 'auto' },
  { name: 'Supplier guide', url: `${sites}/supplier-guide`, audience: 'vendors', enabled: true, opensIn: 'auto' },
];

/** @param {Strapi} strapi */
async function seedNotices(strapi) {
  const notices = [
    { title: 'Price list for autumn', body: 'The new price list is valid from 1 November.' },
    { title: 'Returns', body: 'Goods can be returned within 30 days, unused and in their box.' },
  ];
  for (const data of notices) {
    await strapi.documents(/** @type {any} */ ('api::notice.notice')).create({ data: /** @type {never} */ (data) });
  }
}

/**
 * Creates contacts once, however many customers they act for.
 *
 * @param {Strapi} strapi
 */
function contactsOf(strapi) {
  /** @type {Map<string, Row>} */
  const known = new Map();
  return async (/** @type {Record<string, unknown> & {email: string}} */ contact) => {
    const found = known.get(contact.email);
    if (found) return found;
    const row = await create(strapi, 'contact', contact);
    known.set(contact.email, row);
    return row;
  };
}

/**
 * @param {Strapi} strapi
 * @param {number} count how many customers besides those that the demo's sign-ins act for
 * @param {{contact: Omit<typeof customerContact, 'password'>, hash: string}[]} accounts the customer's and the vendor's
 */
async function seedPeople(strapi, count, accounts) {
  const contactFor = contactsOf(strapi);
  const { passwords } = service(strapi, 'password');

  /** @param {Record<string, unknown>} data @param {boolean} portalAccess @param {(Record<string, unknown> & {email: string})[]} contacts */
  async function customer(data, portalAccess, contacts) {
    const row = await create(strapi, 'customer', data);
    for (const [index, contact] of contacts.entries()) {
      const person = await contactFor(contact);
      const role = index === 0 ? 'owner' : 'member';
      await create(strapi, 'membership', { customer: row.id, contact: person.id, role });
    }
    if (portalAccess) {
      await service(strapi, 'people').open(row.documentId);
      // Their link was mailed, so that the editor sees how many hold it.
      const sent = { linkSentAt: new Date(), linkSentName: organisation.portalName };
      await strapi.db.query(uid('customer')).update({ where: { id: row.id }, data: sent });
    }
  }

  for (const { contact, hash } of accounts) await passwords.set(await contactFor(contact), hash);
  const [nora, jonas] = accounts.map(({ contact }) => contact);
  const sweden = { region: 'Stockholms län', country: 'Sweden', phone: '+46 8 555 01 40' };
  await customer(
    {
      ...sweden,
      name: 'Fjordlight Studio AB',
      kind: 'customer',
      customerNumber: 'C-10500',
      email: 'info@fjordlight.example',
      website: 'https://www.fjordlight.example',
      taxNumber: 'SE556012345601',
      addressLine1: 'Hamngatan 12',
      postcode: '111 47',
      city: 'Stockholm',
      industry: 'services',
      preferredContactTime: '09:30:00.000',
      newsletter: true,
      deliveryNotes: 'Goods entrance is behind the building.',
      foundedOn: '2011-05-16',
      employees: 14,
    },
    true,
    [nora],
  );
  await customer(
    {
      ...sweden,
      name: 'Lindqvist & Daughters',
      kind: 'customer',
      customerNumber: 'C-10501',
      email: 'hello@lindqvist.example',
      addressLine1: 'Björkvägen 3',
      postcode: '133 32',
      city: 'Saltsjöbaden',
      industry: 'retail',
      newsletter: false,
      foundedOn: '1987-02-01',
      employees: 4,
    },
    true,
    [nora],
  );
  await customer(
    {
      name: 'Brandt Werkzeugbau GmbH',
      kind: 'vendor',
      customerNumber: 'V-10502',
      email: 'info@brandt-werkzeugbau.example',
      phone: '+49 421 555 0170',
      website: 'https://www.brandt-werkzeugbau.example',
      taxNumber: 'DE811907980',
      addressLine1: 'Werkstraße 40',
      postcode: '28197',
      city: 'Bremen',
      region: 'Bremen',
      country: 'Germany',
      industry: 'manufacturing',
      newsletter: true,
      foundedOn: '1974-09-02',
      employees: 55,
    },
    true,
    [jonas],
  );
  for (const invented of inventCustomers(count)) await customer(invented.data, invented.access, invented.contacts);
}

/** The modules, with what the demo's customer has in them. @param {Strapi} strapi */
async function seedModules(strapi) {
  /** @type {Record<string, string>} */
  const opened = {};
  for (const module of modules) opened[module.contentType] = (await service(strapi, 'modules').settings.create(module)).id;
  const party = await partyOf(strapi);
  const [repairs = '', products = ''] = modules.map(({ contentType }) => opened[contentType]);
  await seedRecords(service(strapi, 'modules'), party, { repairs, products });
}

/** Documents of the demo's customers, and of some others, and what customers may do with them. @param {Strapi} strapi */
async function seedPapers(strapi) {
  const settings = service(strapi, 'settings');
  const documents = await settings.get('documents');
  const { address: sellerAddress, taxNumber: sellerTaxNumber } = organisation;
  await settings.save('documents', { ...documents.values, sellerAddress, sellerTaxNumber, taxRates }, documents.revision);
  // All that customers may do, so that there is something to try; but for GST, which a German organisation has none of.
  const { values, revision } = await settings.get('preferences');
  const on = Object.entries(values).map(([name, value]) => [name, value === false && name !== 'gstEditing' ? true : value]);
  await settings.save('preferences', Object.fromEntries(on), revision);
  const payments = await settings.get('payments');
  const paying = { onlinePayments: true, bulkPayments: true, partPayments: true, savePaymentMethods: true, bankTransfer: true };
  const account = { transferHolder: organisation.name, transferIban: 'DE02120300000000202051', transferBic: 'BYLADEM1001' };
  await settings.save('payments', { ...payments.values, ...paying, ...account }, payments.revision);
  const contact = await strapi.db.query(uid('contact')).findOne({ where: { email: customerContact.email } });
  const customers = await strapi.db.query(uid('customer')).findMany({ orderBy: { id: 'asc' }, limit: 14 });
  // Somebody to forward documents to.
  const colleague = await create(strapi, 'contact', {
    firstName: 'Elin',
    lastName: 'Sund',
    email: 'elin@fjordlight.example',
    language: 'en',
  });
  await create(strapi, 'membership', { customer: customers[0].id, contact: colleague.id, role: 'billing' });
  await strapi.db.transaction(() => seedDocuments(strapi, { customers, contact, today: new Date() }));
}

/**
 * Fills an empty database with the demo's organisation; leaves a filled one as it is, except that
 * tabs follow the demo's sites when those had to move to another port.
 *
 * @param {Strapi} strapi
 * @param {{sites: string, customers: number, withModules: boolean}} options `sites`: origin of the demo's sites
 * @returns {Promise<boolean>} whether the database was empty
 */
export async function seed(strapi, { sites, customers, withModules }) {
  const before = await memory(strapi).get({ key: 'state' });
  if (before) {
    if (before.sites !== sites) {
      for (const tab of await service(strapi, 'tabs').find()) {
        if (!tab.url.startsWith(`${before.sites}/`)) continue;
        const { name, url, audience, enabled, opensIn, revision } = tab;
        const moved = { name, url: url.replace(before.sites, sites), audience, enabled, opensIn, revision };
        await service(strapi, 'tabs').update(tab.id, moved);
      }
      await memory(strapi).set({ key: 'state', value: { sites } });
    }
    return false;
  }
  await seedEditor(strapi);
  await seedSettings(strapi);
  for (const tab of tabs(sites)) await service(strapi, 'tabs').create(tab);
  await seedNotices(strapi);
  /** @type {{contact: Omit<typeof customerContact, 'password'>, hash: string}[]} */
  const accounts = [];
  for (const { password, ...contact } of [customerContact, vendorContact]) {
    accounts.push({ contact, hash: await service(strapi, 'password').passwords.prepare(password, contact, 'password') });
  }
  // One transaction: SQLite would else write to the disk for every row.
  await strapi.db.transaction(() => seedPeople(strapi, customers, accounts));
  if (withModules) {
    await seedModules(strapi);
    await seedPapers(strapi);
    const given = { create: create.bind(undefined, strapi), own: service(strapi, 'projects').own, party: await partyOf(strapi) };
    await strapi.db.transaction(() => seedProjects(given));
  }
  await memory(strapi).set({ key: 'state', value: { sites } });
  return true;
}
