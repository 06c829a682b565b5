import { breachedPasswords } from '../../../server/src/access/breached-passwords';
import { hashPassword, verifyPassword } from '../../../server/src/access/password-hash';
import { passwordProblem, requireGoodPassword, type PasswordRules } from '../../../server/src/access/password-rules';

const rules: PasswordRules = {
  minLength: 8,
  maxLength: 256,
  isBreached: (password) => password === 'football1',
  personal: ['anna.schmidt@harbour-works.example', 'Anna', 'Schmidt', 'customers', 'Harbour Works'],
};

describe('what is wrong with a new password', () => {
  it.each([
    ['seven c', 'password-too-short'],
    ['', 'password-too-short'],
    ['🦊🦊🦊🦊', 'password-too-short'],
    ['x'.repeat(257), 'password-too-long'],
    ['FootBall1', 'password-breached'],
    ['annaschmidt', 'password-personal'],
    ['Anna.Schmidt1', 'password-personal'],
    ['anna.schmidt@harbour-works.example', 'password-personal'],
    ['!!customers!!', 'password-personal'],
    ['HarbourWorks24', 'password-personal'],
    ['schmidt-schmidt', 'password-personal'],
  ])('refuses %p as %s', (password, problem) => {
    expect(passwordProblem(password, rules)).toBe(problem);
  });

  it.each([
    ['eight ch'],
    ['correct horse battery staple'],
    ['anna takes the 7:14 train'],
    ['x'.repeat(129)],
    ['x'.repeat(256)],
    ['пароль-волна'],
    ['🦊🦊🦊🦊🦊🦊🦊🦊'],
    ['        '],
  ])('takes %p: no rules of composition', (password) => {
    expect(passwordProblem(password, rules)).toBeUndefined();
  });

  it('counts characters in their composed form', () => {
    expect(passwordProblem('é'.repeat(7).normalize('NFD'), rules)).toBe('password-too-short');
    expect(passwordProblem('é'.repeat(256).normalize('NFD'), rules)).toBeUndefined();
  });

  it('does not take a short or empty personal word for a part of everything', () => {
    expect(passwordProblem('blue-lagoon', { ...rules, personal: ['', 'Bo', '@'] })).toBeUndefined();
  });

  it('says it at the field', () => {
    expect(() => {
      requireGoodPassword('short', rules, 'newPassword');
    }).toThrow(
      expect.objectContaining({
        code: 'weak-password',
        fieldErrors: [{ path: ['newPassword'], code: 'password-too-short', message: expect.any(String) }],
      }),
    );
  });

  it('knows the passwords that breaches show most often', async () => {
    const isBreached = await breachedPasswords();
    for (const password of ['password', 'qwerty123', '12345678', 'iloveyou', 'letmein1']) {
      expect([password, isBreached(password)]).toEqual([password, true]);
    }
    expect(isBreached('tuba-lagoon-41-violet')).toBe(false);
  });
});

describe('password hashes', () => {
  it('are argon2id with a salt of their own', async () => {
    const [one, two] = await Promise.all([hashPassword('blue lagoon'), hashPassword('blue lagoon')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(one).not.toBe(two);
  });

  it('take one password typed in two Unicode forms as the same', async () => {
    const stored = await hashPassword('Caf\u00e9 Zur\u0301ich');
    expect(await verifyPassword(stored, 'Cafe\u0301 Z\u0075r\u0301ich')).toBe(true);
    expect(await verifyPassword(stored, 'Cafe Zurich')).toBe(false);
  });

  it('do not cut long passwords', async () => {
    const stored = await hashPassword(`${'x'.repeat(255)}a`);
    expect(await verifyPassword(stored, `${'x'.repeat(255)}b`)).toBe(false);
  });

  it('never match where none is stored, not even the stand-in', async () => {
    expect(await verifyPassword(null, 'no password has this hash')).toBe(false);
  });
});
