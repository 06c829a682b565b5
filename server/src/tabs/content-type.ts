import { FRAMING, TAB_AUDIENCES, TAB_OPENS_IN } from '../../../plugin/vocabulary';
import { contentType } from '../platform/content-type';

/** A tab in the portal's sidebar that shows a web page of the organisation's. */
export const customTabType = contentType({
  singularName: 'custom-tab',
  displayName: 'Customer portal tab',
  attributes: {
    name: { type: 'string', required: true, maxLength: 40 },
    url: { type: 'text', required: true, maxLength: 2000 },
    audience: { type: 'enumeration', enum: [...TAB_AUDIENCES], required: true, default: 'everyone' },
    enabled: { type: 'boolean', required: true, default: true },
    opensIn: { type: 'enumeration', enum: [...TAB_OPENS_IN], required: true, default: 'auto' },
    framing: { type: 'enumeration', enum: [...FRAMING], required: true, default: 'unknown' },
    checkedAt: { type: 'datetime' },
    position: { type: 'integer', required: true, default: 0 },
    revision: { type: 'integer', required: true, default: 0 },
  },
});
