import type { CustomerFieldSettingsView } from '../../../plugin/contract/editor/settings';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import type { FieldLevel, FieldOwner } from '../../../plugin/vocabulary';
import type { MessageId, Translate } from '../messages';

export type SettableField = CustomerFieldSettingsView['fields'][number];

/** The switch under its own name, and the level of each field under `owner/name`. */
export type FieldValues = Record<string, boolean | FieldLevel>;

export const SWITCH = 'customerFieldsEnabled';

export const keyOf = (field: Pick<SettableField, 'owner' | 'name'>): string => `${field.owner}/${field.name}`;

export function valuesOf(view: CustomerFieldSettingsView): FieldValues {
  return Object.fromEntries([
    [SWITCH, view.values.customerFieldsEnabled],
    ...view.fields.map((field) => [keyOf(field), field.level]),
  ]) as FieldValues;
}

/**
 * What is saved: the stored levels with those that were changed. A field nobody decided about stays
 * undecided, and levels of fields that the content type lost for a while are kept.
 */
export function settingsOf(values: FieldValues, view: CustomerFieldSettingsView): CustomerFieldSettings {
  const levels = { customer: { ...view.values.levels.customer }, contact: { ...view.values.levels.contact } };
  for (const field of view.fields) {
    const level = values[keyOf(field)];
    if (typeof level === 'string' && level !== field.level) levels[field.owner][field.name] = level;
  }
  return { customerFieldsEnabled: values[SWITCH] === true, levels };
}

/** The form of the page: flat names in place of the levels of each owner. */
export const FORM = { valuesOf, settingsOf };

/** Built-in fields have names in every language; a team's own ones have the label it gave them. */
export function fieldLabel(t: Translate, field: SettableField): string {
  return (field.builtIn ? builtInLabel(t, field.owner, field.name) : undefined) ?? field.label;
}

/** A built-in field's name; undefined for a team's own. */
export function builtInLabel(t: Translate, owner: FieldOwner, name: string): string | undefined {
  const id = `fields.built-in.${owner}.${name}`;
  return isBuiltIn(id) ? t(id) : undefined;
}

const BUILT_IN = [
  'fields.built-in.customer.name',
  'fields.built-in.customer.customerNumber',
  'fields.built-in.customer.kind',
  'fields.built-in.customer.email',
  'fields.built-in.customer.phone',
  'fields.built-in.customer.website',
  'fields.built-in.customer.taxNumber',
  'fields.built-in.customer.gstTreatment',
  'fields.built-in.customer.gstin',
  'fields.built-in.customer.placeOfSupply',
  'fields.built-in.customer.addressLine1',
  'fields.built-in.customer.addressLine2',
  'fields.built-in.customer.postcode',
  'fields.built-in.customer.city',
  'fields.built-in.customer.region',
  'fields.built-in.customer.country',
  'fields.built-in.contact.firstName',
  'fields.built-in.contact.lastName',
  'fields.built-in.contact.email',
  'fields.built-in.contact.phone',
  'fields.built-in.contact.jobTitle',
  'fields.built-in.contact.language',
] as const satisfies readonly MessageId[];

const isBuiltIn = (id: string): id is (typeof BUILT_IN)[number] => (BUILT_IN as readonly string[]).includes(id);

/** Whether a field is meant by what was typed into the filter. */
export function matches(t: Translate, field: SettableField, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return [fieldLabel(t, field), field.name].some((text) => text.toLocaleLowerCase().includes(wanted));
}

/** Values with one level for all the given fields; those for which it makes no sense stay as they are. */
export function setAll(values: FieldValues, fields: SettableField[], level: FieldLevel): FieldValues {
  const able = fields.filter((field) => field.levels.includes(level));
  return { ...values, ...Object.fromEntries(able.map((field) => [keyOf(field), level])) };
}

/** A level in words, for the notice after two editors saved at once. */
export function describe(t: Translate, name: string, value: FieldLevel | undefined, view: CustomerFieldSettingsView) {
  const field = view.fields.find((one) => keyOf(one) === name);
  const owner = t(`fields.owner.${(field?.owner ?? 'customer') satisfies FieldOwner}`);
  return {
    label: field ? `${owner}: ${fieldLabel(t, field)}` : name,
    value: value === undefined ? t('empty') : t(`fields.level.${value}`),
  };
}
