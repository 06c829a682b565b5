import { LINES_FIELD, MONEY_FIELD } from '../../../plugin/documents/fields';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';

/** Tells Strapi of the inputs that the panel has for documents; the grid takes the form's whole width. */
export function registerFields(strapi: Strapi): void {
  strapi.customFields.register([
    { name: LINES_FIELD, plugin: PLUGIN_ID, type: 'json', inputSize: { default: 12, isResizable: false } },
    { name: MONEY_FIELD, plugin: PLUGIN_ID, type: 'biginteger', inputSize: { default: 4, isResizable: true } },
  ]);
}
