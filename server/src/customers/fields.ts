import type { ProfileField } from '../../../plugin/contract/field';
import type { SettableField } from '../../../plugin/contract/editor/settings';
import { isScalarType } from '../../../plugin/fields/field';
import { CUSTOMER_FIELD_DEFAULTS, UNDECIDED_LEVEL, type CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import type { FieldLevel, FieldOwner, ScalarType } from '../../../plugin/vocabulary';
import { GST_FIELDS } from '../../../plugin/rules/tax/identity';
import { allowedLevel, humanise, presentField, presentScalar, visibleFields, type FieldInfo, type LevelledField } from '../fields';

/** A field of the customer or the contact, with the level that an editor gave it. */
export interface CustomerField extends Omit<FieldInfo, 'type'>, Pick<SettableField, 'owner' | 'builtIn' | 'level'> {
  type: ScalarType;
}

/** Fields of one value. Markdown would need the rules of published texts, and a profile is not published. */
const fitsProfile = (info: FieldInfo): info is FieldInfo & { type: ScalarType } =>
  isScalarType(info.type) && !info.markdown && !info.made && info.levels.length > 0;

/** What is switched off is shown at most. */
const closed = (level: FieldLevel, off: boolean): FieldLevel => (off && level !== 'hidden' ? 'read-only' : level);

/**
 * The fields of the customer or the contact type that the portal can show: attributes that the team added
 * appear by themselves. Pure.
 */
export function customerFields(input: {
  owner: FieldOwner;
  /** Every field of the type. */
  infos: FieldInfo[];
  /** Attributes that the plugin itself declares. */
  builtIn: ReadonlySet<string>;
  /** The labels of those that the plugin gave itself: not an editor's choice. */
  shipped?: Record<string, string>;
  settings: CustomerFieldSettings;
  /** Whether customers edit what GST asks of them. */
  gstEditing?: boolean;
}): CustomerField[] {
  const { owner, infos, builtIn, shipped = {}, settings, gstEditing = false } = input;
  return infos.filter(fitsProfile).map((info) => {
    const { name, label } = info;
    const own = builtIn.has(name);
    const isGst = owner === 'customer' && GST_FIELDS.some((one) => one === name);
    const usual = isGst ? (gstEditing ? 'optional' : 'hidden') : undefined;
    const fallback = usual ?? CUSTOMER_FIELD_DEFAULTS.levels[owner][name] ?? (own ? 'optional' : UNDECIDED_LEVEL);
    return {
      ...info,
      owner,
      builtIn: own && (label === humanise(name) || label === shipped[name]),
      level: allowedLevel(info, closed(settings.levels[owner][name] ?? fallback, isGst && !gstEditing)),
    };
  });
}

/** Those that customers see, with the levels that they meet. Pure. */
export const shownFields = (fields: CustomerField[]): (CustomerField & LevelledField)[] => visibleFields(fields, ({ level }) => level);

/** A field with its value, as the portal shows it; there is always a customer already, so no default. Pure. */
export function presentProfileField(field: CustomerField & LevelledField, value: unknown): ProfileField {
  const { default: _default, ...shown } = presentField(field);
  return { ...shown, type: field.type, builtIn: field.builtIn, value: presentScalar(field, value) };
}
