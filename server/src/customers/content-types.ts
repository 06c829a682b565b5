import { ROLES } from '../../../plugin/rights';
import { GST_TREATMENTS } from '../../../plugin/rules/tax/gstin';
import { CUSTOMER_KINDS, LANGUAGES } from '../../../plugin/vocabulary';
import { contentType, internal, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

/** Says which levels an attribute may have in the portal; an empty list keeps it out altogether. */
const portalLevels = (attribute: Attribute, ...levels: string[]): Attribute => ({
  ...attribute,
  pluginOptions: { 'customer-portal': { levels } },
});

/** Labels of the attributes until an editor gives others; the portal has words of its own for them. */
export const CUSTOMER_LABELS = {
  name: 'Name',
  kind: 'Kind',
  customerNumber: 'Customer number',
  email: 'Email',
  phone: 'Phone',
  website: 'Website',
  taxNumber: 'Tax number',
  gstTreatment: 'GST treatment',
  gstin: 'GSTIN',
  placeOfSupply: 'Place of supply',
  addressLine1: 'Address line 1',
  addressLine2: 'Address line 2',
  postcode: 'Postcode',
  city: 'City',
  region: 'Region',
  country: 'Country',
  externalId: 'External ID',
} as const;
export const CONTACT_LABELS = {
  label: 'Shown as',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  phone: 'Phone',
  jobTitle: 'Job title',
  language: 'Language',
  blocked: 'Blocked',
  externalId: 'External ID',
} as const;

/** Longest label of a contact, in characters. */
export const LABEL_MAX = 255;

const text = (maxLength: number): Attribute => ({ type: 'string', maxLength });

/** An account: a company or a person, customer or vendor. */
export const customerType = contentType({
  singularName: 'customer',
  displayName: 'Customer',
  description: 'A company or person with an account; its contacts sign in to the portal.',
  editable: true,
  attributes: {
    name: { type: 'string', required: true, maxLength: 200 },
    kind: portalLevels({ type: 'enumeration', enum: [...CUSTOMER_KINDS], default: 'customer', required: true }, 'read-only', 'hidden'),
    customerNumber: text(50),
    email: { type: 'email', maxLength: 254 },
    phone: text(50),
    website: text(200),
    taxNumber: text(50),
    gstTreatment: { type: 'enumeration', enum: Object.keys(GST_TREATMENTS) },
    gstin: text(15),
    /** Code of a state: numbers begin with it. */
    placeOfSupply: text(2),
    addressLine1: text(200),
    addressLine2: text(200),
    postcode: text(20),
    city: text(100),
    region: text(100),
    country: text(100),
    /** Of the team's own system, which finds the customer by it (`server/src/sync`). */
    externalId: portalLevels(text(100)),
    memberships: { type: 'relation', relation: 'oneToMany', target: UID.membership, mappedBy: 'customer' },
    portalAccess: internal({ type: 'boolean', default: false, required: true }),
    /** When the portal's address was last mailed, and under which name: an older name's link is dead. */
    linkSentAt: internal({ type: 'datetime' }),
    linkSentName: internal({ type: 'string' }),
  },
  views: {
    labels: CUSTOMER_LABELS,
    hidden: ['memberships'],
  },
  indexes: [{ columns: ['portal_access', 'link_sent_name'] }, { columns: ['name'] }, { columns: ['external_id'], unique: true }],
});

/** A person who can sign in. */
export const contactType = contentType({
  singularName: 'contact',
  displayName: 'Contact',
  description: 'A person who signs in to the portal for one or more customers.',
  editable: true,
  attributes: {
    /**
     * Name and address in one, kept by the plugin: what a relation to a contact shows and searches is its first
     * text. First names alone do not tell people apart.
     */
    label: portalLevels(text(LABEL_MAX)),
    firstName: text(100),
    lastName: text(100),
    email: portalLevels({ type: 'email', required: true, unique: true, maxLength: 254 }, 'read-only', 'hidden'),
    phone: text(50),
    jobTitle: text(100),
    language: { type: 'enumeration', enum: [...LANGUAGES] },
    /** Blocks the person for every customer. */
    blocked: portalLevels({ type: 'boolean', default: false, required: true }),
    externalId: portalLevels(text(100)),
    memberships: { type: 'relation', relation: 'oneToMany', target: UID.membership, mappedBy: 'contact' },
    lastSignInAt: internal({ type: 'datetime' }),
    /** When somebody of the team last mailed an invitation: only then a forgotten password brings one. */
    invitedAt: internal({ type: 'datetime' }),
    /**
     * Counts what ended everything that was proved before: another password, email or factor, blocking. Sessions
     * and all else that opens the account carry the one that they were made under, and die with it. The column's
     * own default holds for contacts that something else than Strapi wrote.
     */
    epoch: internal({ type: 'integer', default: 0, required: true, private: true, column: { defaultTo: 0, notNullable: true } }),
  },
  views: {
    labels: CONTACT_LABELS,
    descriptions: { label: 'Name and email address, kept by the plugin.', blocked: 'A blocked person can sign in for no customer.' },
    hidden: ['memberships'],
    kept: ['label'],
  },
  indexes: [
    { columns: ['email'], unique: true },
    { columns: ['external_id'], unique: true },
  ],
});

/** That a contact acts for a customer. */
export const membershipType = contentType({
  singularName: 'membership',
  displayName: 'Membership',
  description: 'Says that a contact acts for a customer.',
  editable: true,
  attributes: {
    /** What lists of memberships show; filled in by the plugin when it is left empty. */
    label: { type: 'string', maxLength: 255 },
    // With join tables: the Content Manager empties the other side of a relation that is kept in a column.
    customer: { type: 'relation', relation: 'manyToOne', target: UID.customer, inversedBy: 'memberships' },
    contact: { type: 'relation', relation: 'manyToOne', target: UID.contact, inversedBy: 'memberships' },
    role: { type: 'enumeration', enum: [...ROLES], default: 'member', required: true },
    /** Document ids of the customer and the contact that it was made for: it is never another's. */
    madeFor: internal({ type: 'string', maxLength: 255 }),
    /**
     * Whom a colleague invited, as that one typed it, and when they first acted for the customer. Until then nothing else
     * of them is shown there: whether the address had an account is nobody's to learn.
     */
    invitedEmail: internal({ type: 'string', maxLength: 254 }),
    invitedName: internal({ type: 'string', maxLength: 255 }),
    joinedAt: internal({ type: 'datetime' }),
    /** The contact was made for the invitation. */
    contactMade: internal({ type: 'boolean' }),
  },
  views: { labels: { label: 'Shown as', customer: 'Customer', contact: 'Contact', role: 'Role' }, hidden: [], kept: ['label'] },
});

/** Attributes that the plugin declares: noted at load, before a project's extension adds its own. */
export const customerAttributes: ReadonlySet<string> = new Set(Object.keys(customerType.schema.attributes));
export const contactAttributes: ReadonlySet<string> = new Set(Object.keys(contactType.schema.attributes));
