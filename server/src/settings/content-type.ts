import { contentType } from '../platform/content-type';
import { SHAPE } from '../platform/versioned';

/** One row for each section of the portal's settings. */
export const settingType = contentType({
  singularName: 'setting',
  attributes: {
    section: { type: 'string', required: true },
    values: { type: 'json', required: true },
    shape: SHAPE,
    revision: { type: 'integer', required: true, default: 0 },
  },
  indexes: [{ columns: ['section'], unique: true }],
});
