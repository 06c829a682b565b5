import { SamlRefused } from './refused';

/** SAML instants are UTC and end with Z (SAML Core 1.3.3); anything else is refused rather than guessed. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u;

export function readInstant(value: string | null): Date | null {
  if (value === null) return null;
  const instant = new Date(INSTANT.test(value) ? value : Number.NaN);
  if (Number.isNaN(instant.getTime())) throw new SamlRefused('saml-malformed', value);
  return instant;
}

/** A clock that is off by up to `skewSeconds` on either side. */
export interface Clock {
  now: Date;
  skewSeconds: number;
}

/** NotBefore: the instant is included. */
export const hasBegun = (notBefore: Date, { now, skewSeconds }: Clock): boolean =>
  now.getTime() + skewSeconds * 1000 >= notBefore.getTime();

/** NotOnOrAfter: the instant is excluded. */
export const isOver = (notOnOrAfter: Date, { now, skewSeconds }: Clock): boolean =>
  now.getTime() - skewSeconds * 1000 >= notOnOrAfter.getTime();
