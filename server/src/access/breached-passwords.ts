let list: Set<string> | undefined;

/** Whether a lower-cased password is among the tens of thousands that breaches show most often. */
export async function breachedPasswords(): Promise<(password: string) => boolean> {
  if (!list) {
    // Loaded at the first new password: most instances never need it in memory at boot.
    const { dictionary } = await import('@zxcvbn-ts/language-common');
    const words = dictionary['passwords-common'];
    list = new Set(words);
  }
  const known = list;
  return (password) => known.has(password);
}
