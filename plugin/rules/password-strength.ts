/** Estimating takes longer than the password is long: this much at once takes milliseconds. */
const AT_ONCE = 40;
/** More of what is personal tells nothing more. */
const MOST_PERSONAL = 20;

/**
 * An estimate of how many guesses a password takes, by zxcvbn, which server and portal bring with the lists that they have. Of a long
 * password its beginning is looked at, and its end where that is weak: each is guessed no sooner than the whole. Pure.
 */
export function createEstimate(zxcvbn: {
  check(text: string, personal: string[]): { guesses: number };
}): (password: string, personal: string[]) => number {
  return (password, personal) => {
    const known = personal
      .slice(0, MOST_PERSONAL)
      .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
      .filter((word) => word.length > 2 && word.length <= 100);
    const characters = [...password.normalize('NFC')];
    const parts = [characters.slice(0, AT_ONCE), ...(characters.length > AT_ONCE ? [characters.slice(-AT_ONCE)] : [])];
    return Math.max(...parts.map((part) => zxcvbn.check(part.join(''), known).guesses));
  };
}
