/** The project in which lists of documents are measured: the plugin's invoices, and those that a team keeps for its users. */

const core = (/** @type {string} */ part, more = '') =>
  `module.exports = require('@strapi/strapi').factories.createCore${part}('api::owned-invoice.owned-invoice'${more});\n`;

/** What a team writes: the list's columns of its own invoices, and how many there are, both at once. */
const controller = `, ({ strapi }) => ({
  async find(ctx) {
    await this.validateQuery(ctx);
    const { pagination = {} } = await this.sanitizeQuery(ctx);
    const page = Number(pagination.page ?? 1);
    const pageSize = Math.min(Number(pagination.pageSize ?? 25), 100);
    const invoices = strapi.documents('api::owned-invoice.owned-invoice');
    const mine = { filters: { owner: { id: ctx.state.user.id }, state: { $ne: 'draft' } } };
    const [rows, total, all] = await Promise.all([
      invoices.findMany({
        ...mine,
        fields: ['number', 'state', 'issueDate', 'untilDate', 'currency', 'gross', 'balance'],
        sort: 'issueDate:desc',
        start: (page - 1) * pageSize,
        limit: pageSize,
      }),
      invoices.count(mine),
      invoices.findMany({ ...mine, fields: ['state', 'currency', 'gross', 'balance'], limit: -1 }),
    ]);
    const sums = {};
    for (const { state, currency, gross, balance } of all) {
      sums[currency] ??= { gross: 0, balance: 0 };
      if (state !== 'void') sums[currency].gross += Number(gross);
      sums[currency].balance += Number(balance);
    }
    const pageCount = Math.ceil(total / pageSize);
    return this.transformResponse(await this.sanitizeOutput(rows, ctx), { sums, pagination: { page, pageSize, pageCount, total } });
  },
})`;

export const OWNED_INVOICE = 'api::owned-invoice.owned-invoice';

const folder = 'src/api/owned-invoice';

/** Files beside those of every bench. */
export const documentFiles = {
  'package.json': JSON.stringify({
    name: 'bench-documents',
    private: true,
    dependencies: { '@strapi/plugin-users-permissions': '*' },
    strapi: { uuid: false },
  }),
  [`${folder}/content-types/owned-invoice/schema.json`]: JSON.stringify({
    kind: 'collectionType',
    collectionName: 'owned_invoices',
    info: { singularName: 'owned-invoice', pluralName: 'owned-invoices', displayName: 'Invoice' },
    options: { draftAndPublish: false },
    attributes: {
      number: { type: 'string', unique: true },
      state: { type: 'enumeration', enum: ['draft', 'open', 'void'], required: true },
      issueDate: { type: 'date' },
      untilDate: { type: 'date' },
      currency: { type: 'string' },
      gross: { type: 'biginteger' },
      balance: { type: 'biginteger' },
      lines: { type: 'json' },
      owner: { type: 'relation', relation: 'manyToOne', target: 'plugin::users-permissions.user' },
    },
  }),
  [`${folder}/controllers/owned-invoice.js`]: core('Controller', controller),
  [`${folder}/routes/owned-invoice.js`]: core('Router'),
  [`${folder}/services/owned-invoice.js`]: core('Service'),
};
