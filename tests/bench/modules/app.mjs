/**
 * The project in which lists of records are measured: a content type that the plugin opens to customers,
 * and the same one as a team keeps it that writes its customers' list by hand.
 */

const attributes = {
  title: { type: 'string', required: true, maxLength: 120 },
  description: { type: 'blocks', required: true },
  urgency: { type: 'enumeration', enum: ['Low', 'Normal', 'High'], default: 'Normal', required: true },
  preferredDate: { type: 'date' },
  estimate: { type: 'decimal', min: 0 },
  internalNote: { type: 'text', private: true },
};

/** @param {string} name @param {Record<string, object>} more */
const schema = (name, more = {}) =>
  JSON.stringify({
    kind: 'collectionType',
    collectionName: `${name.replaceAll('-', '_')}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: true },
    attributes: { ...attributes, ...more },
  });

/** @param {string} name @param {'Controller' | 'Router' | 'Service'} part @param {string} more */
const core = (name, part, more = '') =>
  `module.exports = require('@strapi/strapi').factories.createCore${part}('api::${name}.${name}'${more});\n`;

/** @param {string} name @param {Record<string, object>} own attributes @param {string} controller */
const api = (name, own = {}, controller = '') => ({
  [`src/api/${name}/content-types/${name}/schema.json`]: schema(name, own),
  [`src/api/${name}/controllers/${name}.js`]: core(name, 'Controller', controller),
  [`src/api/${name}/routes/${name}.js`]: core(name, 'Router'),
  [`src/api/${name}/services/${name}.js`]: core(name, 'Service'),
});

/**
 * What a team writes: drafts belong to their owner, so the newest version of each is the draft; only the
 * list's columns are read, and both queries go at once.
 */
const controller = `, ({ strapi }) => ({
  async find(ctx) {
    await this.validateQuery(ctx);
    const { pagination = {} } = await this.sanitizeQuery(ctx);
    const page = Number(pagination.page ?? 1);
    const pageSize = Math.min(Number(pagination.pageSize ?? 25), 100);
    const repairs = strapi.documents('api::owned-repair.owned-repair');
    const mine = { status: 'draft', filters: { owner: { id: ctx.state.user.id } } };
    const [rows, total] = await Promise.all([
      repairs.findMany({
        ...mine,
        fields: ['title', 'urgency', 'preferredDate', 'state', 'updatedAt'],
        sort: 'updatedAt:desc',
        start: (page - 1) * pageSize,
        limit: pageSize,
      }),
      repairs.count(mine),
    ]);
    const pageCount = Math.ceil(total / pageSize);
    return this.transformResponse(await this.sanitizeOutput(rows, ctx), { pagination: { page, pageSize, pageCount, total } });
  },
})`;

/** Files beside those of every bench. */
export const moduleFiles = {
  'package.json': JSON.stringify({
    name: 'bench-modules',
    private: true,
    dependencies: { '@strapi/plugin-users-permissions': '*' },
    strapi: { uuid: false },
  }),
  ...api('repair'),
  ...api(
    'owned-repair',
    {
      state: { type: 'enumeration', enum: ['draft', 'submitted', 'rejected', 'approved', 'unpublished'], required: true },
      owner: { type: 'relation', relation: 'manyToOne', target: 'plugin::users-permissions.user' },
    },
    controller,
  ),
};

export const REPAIR = 'api::repair.repair';
export const OWNED_REPAIR = 'api::owned-repair.owned-repair';

/** The module as an editor would save it. */
export const repairModule = {
  contentType: REPAIR,
  name: 'Repairs',
  icon: 'wrench',
  enabled: true,
  audience: 'everyone',
  seen: 'customer',
  mayCreate: true,
  mayEdit: true,
  mayDraft: true,
  mayDelete: true,
  mayComment: true,
  approval: true,
  notify: [],
  columns: ['title', 'urgency', 'preferredDate'],
  fields: Object.fromEntries(
    Object.entries({
      title: 'mandatory',
      description: 'mandatory',
      urgency: 'mandatory',
      preferredDate: 'optional',
      estimate: 'read-only',
    }).map(([field, level]) => [field, { level, default: null }]),
  ),
};
