/**
 * GST of India: treatments of customers, their numbers (GSTIN, UIN), states, and which taxes a supply carries. Pure.
 * Shapes are those of the GST Network's validation rules, the check digit its "Luhn mod 36".
 */
import type { TaxPart } from '../documents/lines';
import { digitsOf, minorUnitsOf } from '../money/decimal';

const REGULAR = /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][Z1-9ABD-J][0-9A-Z]$/u;
/** Departments of government register with their TAN. */
const DEPARTMENT = /^\d{2}[A-Z]{4}\d{5}[A-Z]\dZ[0-9A-Z]$/u;
const DEDUCTOR = /^\d{2}[A-Z]{4}[A-Z0-9]\d{4}[A-Z][1-9A-Z]D[0-9A-Z]$/u;
const COLLECTOR = /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]C[0-9A-Z]$/u;
const UN_BODY = /^\d{4}[A-Z]{3}\d{5}[UO]N[0-9A-Z]$/u;
/** Non-resident taxpayers, and online services from abroad, which have the code 99 of no state. */
const NON_RESIDENT = /^\d{4}[A-Z]{3}\d{5}NR[0-9A-Z]$/u;
const ONLINE_SERVICE = /^99\d{2}[A-Z]{3}\d{5}OS[0-9A-Z]$/u;

/** Treatments, and the number that each has: of these shapes; none; or optional. */
export const GST_TREATMENTS = {
  'registered-regular': { number: 'required', shapes: [REGULAR, DEPARTMENT] },
  'registered-composition': { number: 'required', shapes: [REGULAR] },
  unregistered: { number: 'none', shapes: [] },
  consumer: { number: 'none', shapes: [] },
  overseas: { number: 'optional', shapes: [NON_RESIDENT, ONLINE_SERVICE] },
  sez: { number: 'required', shapes: [REGULAR] },
  'deemed-export': { number: 'required', shapes: [REGULAR, DEPARTMENT] },
  'uin-holder': { number: 'required', shapes: [UN_BODY] },
  'tax-deductor': { number: 'required', shapes: [DEDUCTOR] },
  'tax-collector': { number: 'required', shapes: [COLLECTOR] },
  'input-service-distributor': { number: 'required', shapes: [REGULAR] },
} as const satisfies Record<string, { number: 'required' | 'optional' | 'none'; shapes: readonly RegExp[] }>;

export type GstTreatment = keyof typeof GST_TREATMENTS;

/** Where a supply can have its place, by the code that numbers begin with; 97 is the sea, 96 abroad. */
export const GST_STATES: Readonly<Record<string, string>> = {
  '01': 'Jammu and Kashmir',
  '02': 'Himachal Pradesh',
  '03': 'Punjab',
  '04': 'Chandigarh',
  '05': 'Uttarakhand',
  '06': 'Haryana',
  '07': 'Delhi',
  '08': 'Rajasthan',
  '09': 'Uttar Pradesh',
  '10': 'Bihar',
  '11': 'Sikkim',
  '12': 'Arunachal Pradesh',
  '13': 'Nagaland',
  '14': 'Manipur',
  '15': 'Mizoram',
  '16': 'Tripura',
  '17': 'Meghalaya',
  '18': 'Assam',
  '19': 'West Bengal',
  '20': 'Jharkhand',
  '21': 'Odisha',
  '22': 'Chhattisgarh',
  '23': 'Madhya Pradesh',
  '24': 'Gujarat',
  '26': 'Dadra and Nagar Haveli and Daman and Diu',
  '27': 'Maharashtra',
  '29': 'Karnataka',
  '30': 'Goa',
  '31': 'Lakshadweep',
  '32': 'Kerala',
  '33': 'Tamil Nadu',
  '34': 'Puducherry',
  '35': 'Andaman and Nicobar Islands',
  '36': 'Telangana',
  '37': 'Andhra Pradesh',
  '38': 'Ladakh',
  '96': 'Other country',
  '97': 'Other territory',
};

/** Union territories without a legislature, where the states' half is UTGST (UTGST Act 2017). */
const UNION_TERRITORIES = ['04', '26', '31', '35', '38', '97'];

export type GstinProblem = 'required' | 'not-taken' | 'wrong-format' | 'wrong-state' | 'wrong-check-digit';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A number in its one spelling: capitals, without white space. */
export const normalGstin = (typed: string): string => typed.replace(/\s/gu, '').toUpperCase();

/** The fifteenth character of a number, from the fourteen before it. */
export function gstinCheckDigit(number: string): string {
  const sum = [...number.slice(0, 14)].reduce((total, character, index) => {
    const product = CHARACTERS.indexOf(character) * ((index % 2) + 1);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return CHARACTERS[(36 - (sum % 36)) % 36] ?? '';
}

/**
 * What is wrong with the number of a customer with a treatment; nothing where it can be saved.
 * @param number in its one spelling; empty for none
 */
export function gstinProblem(treatment: GstTreatment, number: string): GstinProblem | undefined {
  const { number: needed, shapes }: { number: string; shapes: readonly RegExp[] } = GST_TREATMENTS[treatment];
  if (number === '') return needed === 'required' ? 'required' : undefined;
  if (needed === 'none') return 'not-taken';
  if (!shapes.some((shape) => shape.test(number))) return 'wrong-format';
  if (stateOfGstin(number) === null && !ONLINE_SERVICE.test(number)) return 'wrong-state';
  return number.endsWith(gstinCheckDigit(number)) ? undefined : 'wrong-check-digit';
}

/** Code of the state in which a number is registered; null where it begins with none. Nobody registers abroad. */
export function stateOfGstin(number: string): string | null {
  const code = number.slice(0, 2);
  return code !== '96' && Object.hasOwn(GST_STATES, code) ? code : null;
}

/** Codes of the seller's state and of the place of supply, and the customer's treatment. */
export interface Supply {
  sellerState: string;
  placeOfSupply: string;
  treatment: GstTreatment;
}

/** Between states, abroad, and to a special economic zone wherever it is (IGST Act 2017, sections 7 and 8). */
export const isInterState = ({ sellerState, placeOfSupply, treatment }: Supply): boolean =>
  treatment === 'sez' || treatment === 'overseas' || placeOfSupply !== sellerState;

/** Half a percentage of at most three places, as digits. */
function half(percent: string): string {
  const thousandths = minorUnitsOf(percent, 3);
  if (thousandths === null) throw new RangeError('A GST rate has at most three digits behind the point.');
  return digitsOf(thousandths * 5, 4).replace(/\.?0+$/u, '');
}

/**
 * What a GST rate consists of for a supply: IGST, or CGST and SGST (UTGST), half each.
 * @param percent of the whole, with at most three places
 * @throws RangeError for what is none
 */
export function gstParts(percent: string, supply: Supply): TaxPart[] {
  if (isInterState(supply)) return [{ name: 'IGST', percent }];
  const local = UNION_TERRITORIES.includes(supply.placeOfSupply) ? 'UTGST' : 'SGST';
  return ['CGST', local].map((name) => ({ name, percent: half(percent) }));
}
