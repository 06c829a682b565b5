/** What is known about a sign-in when its first proof stands. */
export interface FactorSituation {
  /** The settings ask everybody for a second factor. */
  required: boolean;
  /** The contact has an active factor. */
  hasFactor: boolean;
  /** The proof was two factors already: a passkey that verified its user. */
  proved: boolean;
  /** The identity provider's factors count. */
  provedElsewhere: boolean;
  /** The browser proved a factor lately and was asked to be remembered. */
  remembered: boolean;
}

/**
 * What is still to be done before the session: nothing, prove a factor, or set one up. A contact's
 * own choice counts also where the settings ask for nothing. Pure.
 */
export function factorStep(situation: FactorSituation): 'none' | 'prove' | 'enrol' {
  const { required, hasFactor, proved, provedElsewhere, remembered } = situation;
  if (proved || provedElsewhere) return 'none';
  if (hasFactor) return remembered ? 'none' : 'prove';
  return required ? 'enrol' : 'none';
}

/** Whether a session that was begun without a factor owes one by what the settings say now. Pure. */
export const owesFactor = (
  session: { factorAt: Date | null; provedElsewhere: boolean },
  settings: { mfaRequired: boolean; ssoFactorsCount: boolean },
): boolean => settings.mfaRequired && session.factorAt === null && !(session.provedElsewhere && settings.ssoFactorsCount);
