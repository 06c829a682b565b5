import { hash, verify, type Options } from '@node-rs/argon2';

/** argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
export const ARGON2: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password as typed, in Unicode NFC, so that two keyboards' "é" are one password. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), ARGON2);

let dummy: Promise<string> | undefined;

/**
 * Checks a password. Without a stored hash it verifies against a dummy and answers false, so that
 * an unknown account costs what a known one costs.
 */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('no password has this hash');
  const matches = await verify(storedHash ?? (await dummy), password.normalize('NFC'));
  return storedHash !== null && matches;
}

/** Makes the dummy hash at start, so that the first unknown account is not slower than the next. */
export const prepareDummyHash = async (): Promise<void> => {
  dummy ??= hashPassword('no password has this hash');
  await dummy;
};
