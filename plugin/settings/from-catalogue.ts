import { z } from 'zod';
import { colour, email, line, lines } from '../contract/schemas';
import { entriesOf, type FormSection, type KeyIn, type PreferenceValues } from '../preferences';
import type { Shape, TextFormat, ValueOf } from '../preferences/shapes';
import { emailsIn } from '../rules/email';
import { isCurrency } from '../rules/money/currency';
import { isBic, isIban, isUpiAddress } from '../rules/payments/bank-account';
import { PORTAL_NAME_MAX, PORTAL_NAME_MIN, portalNameProblem, type PortalNameProblem } from '../rules/portal-name';
import { isTimeZone, TIME_ZONE_MAX } from '../rules/time-zone';
import { LANGUAGES } from '../vocabulary';

const NAME_MESSAGES: Record<PortalNameProblem, string> = {
  'too-short': `must have at least ${PORTAL_NAME_MIN} characters`,
  'too-long': `must have at most ${PORTAL_NAME_MAX} characters`,
  characters: 'may have lower-case letters, digits and single hyphens between them only',
  reserved: 'is reserved, choose another one',
};

const portalName = z.string().superRefine((name, context) => {
  const problem = portalNameProblem(name);
  if (problem) context.addIssue({ code: 'custom', message: NAME_MESSAGES[problem], params: { code: `portal-name-${problem}` } });
});

/** An IANA time zone that this runtime knows (`Europe/Berlin`). */
const timeZone = z.string().max(TIME_ZONE_MAX).refine(isTimeZone, 'is not a time zone like Europe/Berlin');

/** The code of a currency (ISO 4217). */
const currency = z.string().max(3).refine(isCurrency, 'is not the code of a currency like EUR');

const iban = z.string().max(42).refine(isIban, 'is not an IBAN');
const bic = z.string().max(11).refine(isBic, 'is not a BIC');
const upi = z.string().max(100).refine(isUpiAddress, 'is not a UPI address like name@bank');

/** Addresses, a line each. */
const emails = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => emailsIn(text) !== null, { error: 'is not one email address a line', params: { code: 'not-an-email' } });

interface Limits {
  readonly format: TextFormat;
  readonly max: number;
  readonly required?: true;
}

function textSchema({ format, max, required }: Limits): z.ZodType<string> {
  if (format === 'portal-name') return portalName;
  if (format === 'line' || format === 'lines') {
    const text = (format === 'line' ? line : lines)(max);
    return required ? text.min(1, 'is needed') : text;
  }
  if (format === 'emails') {
    const text = emails(max);
    return required ? text.min(1, 'is needed') : text;
  }
  const text = { email, colour, 'time-zone': timeZone, currency, iban, bic, upi }[format];
  return required ? text : z.union([z.literal(''), text]);
}

/** A strict object with one schema under each key. */
const recordOf = (keys: readonly string[], schema: z.ZodType): z.ZodType =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, schema])));

/** The schema of one preference's value. */
export function schemaOf(shape: Shape): z.ZodType {
  switch (shape.shape) {
    case 'switch':
      return z.boolean();
    case 'choice':
      return z.enum(shape.choices as [string, ...string[]]);
    case 'number':
      return z.int().min(shape.min).max(shape.max);
    case 'text':
      return textSchema(shape);
    case 'localized-text':
      return recordOf(LANGUAGES, textSchema(shape));
    case 'matrix':
      return recordOf(shape.rows, recordOf(shape.columns, z.boolean()));
  }
}

type ShapesIn<S extends FormSection> = { [K in KeyIn<S>]: z.ZodType<PreferenceValues[K]> };

/** Schemas of all preferences in a settings section, to be spread into that section's object. */
export const preferencesOf = <S extends FormSection>(section: S): ShapesIn<S> =>
  Object.fromEntries(entriesOf(section).map(([key, entry]) => [key, schemaOf(entry)])) as ShapesIn<S>;

/** Schemas of settings that are no preferences, to be spread into their object. */
export const schemasOf = <F extends Readonly<Record<string, Shape>>>(form: F) =>
  Object.fromEntries(Object.entries(form).map(([key, shape]) => [key, schemaOf(shape)])) as {
    [K in keyof F]: z.ZodType<ValueOf<F[K]>, ValueOf<F[K]>>;
  };
