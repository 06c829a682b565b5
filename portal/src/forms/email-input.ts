/**
 * An input for an email address. Not `type="email"`: browsers refuse addresses there whose local part is
 * not ASCII, and rewrite the domains of others while they are typed.
 */
export const EMAIL_INPUT = { type: 'text', inputMode: 'email', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const;
