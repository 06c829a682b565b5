import { liveTable } from '../platform/content-type';

/** Days that a summary was made for: one each, whoever comes to make it. */
export const digestType = liveTable({
  singularName: 'digest',
  attributes: {
    /** The organisation's date. */
    day: { type: 'string', required: true, maxLength: 10 },
    /** What happened later stands in the next one. */
    until: { type: 'datetime' },
  },
  indexes: [{ columns: ['day'], unique: true }],
});
