import type { Translate } from '../messages';

/** How Strapi says that a required value is missing, where it means a value of some type. */
const MISSING = /must be (?:an? )?`\w+` type, but the final value was: `null`\.?|must be defined|is a required field|cannot be null/u;

/** Why the content type refuses a value: Strapi's own words, but for what is simply missing. */
export function refusalWords(t: Translate, name: string, message: string): string {
  if (MISSING.test(message)) return t('decide.invalid.missing');
  return message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
}
