import { APPROVALS, BILLINGS, MOST_MINUTES, PROJECT_STATES } from '../../../plugin/rules/projects';
import { belongsTo, contentType, internal, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

const text = (maxLength: number): Attribute => ({ type: 'string', maxLength });
/** Minor units of the project's currency (cents): more than 32 bits hold. */
const money: Attribute = { type: 'biginteger' };
const onOff = (value: boolean): Attribute => ({ type: 'boolean', required: true, default: value });

/** What of an entry the customer says, and no editor types. */
export const SAID = ['reason', 'decidedBy', 'decidedAt'] as const;

/** Work for a customer, by the hour or for a fixed cost. */
export const projectType = contentType({
  singularName: 'project',
  displayName: 'Project',
  description: 'Work for a customer, who sees it once it is no draft any more.',
  editable: true,
  attributes: {
    name: { type: 'string', required: true, maxLength: 200 },
    customer: belongsTo(UID.customer),
    state: { type: 'enumeration', enum: [...PROJECT_STATES], required: true, default: 'draft' },
    billing: { type: 'enumeration', enum: [...BILLINGS], required: true, default: 'hourly' },
    description: { type: 'text', maxLength: 4000 },
    currency: { type: 'string', minLength: 3, maxLength: 3, regex: '^[A-Z]{3}$' },
    fixedCost: money,
    hourlyRate: money,
    externalId: text(100),
  },
  views: {
    labels: {
      name: 'Name',
      customer: 'Customer',
      state: 'State',
      billing: 'Billing',
      description: 'Description',
      currency: 'Currency',
      fixedCost: 'Fixed cost',
      hourlyRate: 'Hourly rate',
      externalId: 'External ID',
    },
    descriptions: {
      state: 'Customers see no drafts.',
      fixedCost: 'In the smallest unit of the currency: 150000 is 1,500.00.',
      hourlyRate: 'In the smallest unit of the currency. Leave empty to show none.',
    },
    hidden: [],
  },
  indexes: [{ columns: ['customer_id', 'state'] }, { columns: ['external_id'], unique: true }],
});

/** Time that somebody worked on a project. */
export const timeEntryType = contentType({
  singularName: 'time-entry',
  pluralName: 'time-entries',
  displayName: 'Time entry',
  description: 'Time on a project, which its customer sees, and approves where it is asked to.',
  editable: true,
  attributes: {
    person: text(100),
    project: belongsTo(UID.project),
    date: { type: 'date', required: true },
    minutes: { type: 'integer', required: true, min: 1, max: MOST_MINUTES },
    approval: { type: 'enumeration', enum: [...APPROVALS], required: true, default: 'none' },
    note: { type: 'text', maxLength: 2000 },
    billable: onOff(true),
    billed: onOff(false),
    reason: { type: 'text' },
    decidedBy: text(255),
    decidedAt: { type: 'datetime' },
    externalId: text(100),
    /** The project's: entries are found and summed up by it. */
    customer: internal(belongsTo(UID.customer)),
    /** Counts changes: what is approved is what was seen. */
    revision: internal({ type: 'integer', default: 1, required: true }),
  },
  views: {
    labels: {
      person: 'Person',
      project: 'Project',
      date: 'Date',
      minutes: 'Minutes',
      approval: 'Approval',
      note: 'Note',
      billable: 'Billable',
      billed: 'Billed',
      reason: 'Reason for sending back',
      decidedBy: 'Decided by',
      decidedAt: 'Decided at',
      externalId: 'External ID',
    },
    descriptions: {
      approval: 'Choose none, or waiting to ask the customer. The customer alone approves or sends back.',
      billed: 'It stands on an invoice.',
    },
    hidden: [],
    kept: [...SAID],
  },
  indexes: [
    { columns: ['project_id', 'date'] },
    { columns: ['project_id', 'approval', 'date'] },
    { columns: ['customer_id', 'project_id'] },
    { columns: ['external_id'], unique: true },
  ],
});

/** Attributes that the plugin declares: noted at load, before a project's extension adds its own. */
export const projectAttributes: ReadonlySet<string> = new Set(Object.keys(projectType.schema.attributes));
export const entryAttributes: ReadonlySet<string> = new Set(Object.keys(timeEntryType.schema.attributes));
