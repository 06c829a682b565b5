/** What a customer says of itself for taxes, as one: treatment, numbers and places have to fit each other. Pure. */
import { GST_STATES, GST_TREATMENTS, gstinProblem, normalGstin, type GstTreatment } from './gstin';
import { normalVatNumber, VAT_PREFIXES, vatPrefixOf } from './vat-number';

export interface TaxIdentity {
  gstTreatment: string | null;
  gstin: string | null;
  /** Code of a state. */
  placeOfSupply: string | null;
  taxNumber: string | null;
  /** As it was typed; the code of a country says which shape a VAT number has. */
  country: string | null;
}

/** What GST asks of a customer. */
export const GST_FIELDS = ['gstTreatment', 'gstin', 'placeOfSupply'] as const;

export interface IdentityProblem {
  field: 'gstTreatment' | 'gstin' | 'placeOfSupply' | 'taxNumber';
  code: 'required' | 'not-an-option' | 'wrong-format' | 'read-only' | 'invalid';
}

const CODES = {
  required: 'required',
  'not-taken': 'invalid',
  'wrong-format': 'wrong-format',
  'wrong-state': 'invalid',
  'wrong-check-digit': 'invalid',
} as const;

/** Greece and Switzerland begin their numbers with other letters than their country's. */
const prefixOf = (country: string): string => ({ GR: 'EL', CH: 'CHE' })[country] ?? country;

/** One spelling of what has one. */
export const normalIdentity = <T extends Partial<TaxIdentity>>(values: T): T => ({
  ...values,
  ...(typeof values.gstin === 'string' && { gstin: normalGstin(values.gstin) || null }),
  ...(typeof values.placeOfSupply === 'string' && { placeOfSupply: values.placeOfSupply.trim() || null }),
});

/** What does not fit; nothing where it can be saved. */
export function identityProblems({ gstTreatment, gstin, placeOfSupply, taxNumber, country }: TaxIdentity): IdentityProblem[] {
  if (!gstTreatment) {
    const alone = (['gstin', 'placeOfSupply'] as const).filter((field) => (field === 'gstin' ? gstin : placeOfSupply));
    if (alone.length > 0) return [{ field: 'gstTreatment', code: 'required' }];
    const prefix = prefixOf((country ?? '').trim().toUpperCase());
    const known = VAT_PREFIXES.some((one) => one === prefix);
    return known && taxNumber && vatPrefixOf(normalVatNumber(taxNumber)) !== prefix ? [{ field: 'taxNumber', code: 'wrong-format' }] : [];
  }
  if (!Object.hasOwn(GST_TREATMENTS, gstTreatment)) return [{ field: 'gstTreatment', code: 'not-an-option' }];
  const number = gstinProblem(gstTreatment as GstTreatment, gstin ?? '');
  const place = !placeOfSupply ? 'required' : Object.hasOwn(GST_STATES, placeOfSupply) ? undefined : 'not-an-option';
  return [
    ...(number ? [{ field: 'gstin', code: CODES[number] } as const] : []),
    ...(place ? [{ field: 'placeOfSupply', code: place } as const] : []),
  ];
}
