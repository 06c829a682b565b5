import { contentType } from '../platform/content-type';

/** One row for each section of the portal's settings. */
export const settingType = contentType({
  singularName: 'setting',
  attributes: {
    section: { type: 'string', required: true },
    values: { type: 'json', required: true },
    revision: { type: 'integer', required: true, default: 0 },
  },
  indexes: [{ columns: ['section'], unique: true }],
});
