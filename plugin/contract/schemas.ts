import { z } from 'zod';
import { COLOUR } from '../rules/colour';
import { CONTROL_CHARACTERS, NOT_ONE_LINE } from '../rules/control-characters';
import { canonicalEmail, EMAIL_MAX } from '../rules/email';
import { CUSTOMER_KINDS, LANGUAGES } from '../vocabulary';

/** One line of text, trimmed; no control characters, no line breaks. `max` in UTF-16 units. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !NOT_ONE_LINE.test(value), 'contains characters that are not allowed');

/** Several lines of plain text, trimmed; no control characters. */
export const lines = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !CONTROL_CHARACTERS.test(value), 'contains characters that are not allowed');

/** An email address in its one spelling (`rules/email.ts`): it is how accounts are found. */
export const email = z
  .string()
  .max(4 * EMAIL_MAX)
  .overwrite((typed) => canonicalEmail(typed) ?? typed)
  .refine((value) => canonicalEmail(value) !== null, { error: 'is not an email address', params: { code: 'not-an-email' } });

/** A password as it is typed: neither trimmed nor changed. Its rules are the server's business. */
export const password = z.string().min(1).max(256);

/** The secret part of a mailed link: 32 random bytes in base64url. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/u);

/** A Strapi document id. */
export const documentId = z.string().regex(/^[a-z0-9]{24}$/u);

/** A page of a list, as it stands in a query: 1 and up. */
export const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,4}$/u)
  .transform(Number);

/** A whole number from 1, as it stands in a query: a page, or how many rows one has. */
export const count = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/u)
    .transform(Number)
    .pipe(z.int().max(max));

/** Rises by one with every save; sent back with a change so that nobody overwrites another unseen. */
export const revision = z.int().min(0).max(2_000_000_000);

/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** `#rrggbb`, lower-cased. */
export const colour = z.string().trim().toLowerCase().regex(COLOUR, 'is not a colour like #1a73e8');

export const language = z.enum(LANGUAGES);
export const customerKind = z.enum(CUSTOMER_KINDS);

/** What the browser's WebAuthn call takes and gives (JSON forms of WebAuthn Level 3 §5.1.8). Checked by the library. */
export const webauthnOptions = z.record(z.string(), z.unknown());
export const webauthnResponse = z.record(z.string().max(64), z.unknown());
