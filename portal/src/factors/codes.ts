/** Spaces and dashes between the characters of a code are people's. */
const bare = (typed: string): string => typed.replace(/[\s-]/gu, '');

/** Whether this could be a code of an authenticator app: six digits, however they are spaced. */
export const looksLikeTotp = (typed: string): boolean => /^\d{6}$/u.test(bare(typed));

/** What is sent of a code of an authenticator app. */
export const totpOf = (typed: string): string => bare(typed);

/** Whether this could be a recovery code: 24 characters of Crockford's base 32, however they are grouped. */
export const looksLikeRecoveryCode = (typed: string): boolean => /^[0-9A-HJKMNP-TV-Z]{24}$/iu.test(bare(typed));

/** A secret in groups of four, as people read it out and type it. */
export const inGroups = (text: string): string =>
  bare(text)
    .match(/.{1,4}/gu)
    ?.join(' ') ?? '';

/** The file that keeps recovery codes: what it is for, when it was made, a code a line. */
export const codesFile = (title: string, note: string, codes: readonly string[]): string => [title, note, '', ...codes, ''].join('\r\n');

/** How few recovery codes are a reason to make new ones. */
export const FEW_CODES = 3;
