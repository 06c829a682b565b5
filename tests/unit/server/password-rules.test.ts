import fc from 'fast-check';
import { knownPasswords } from '../../../server/src/password/known-passwords';
import { hashPassword, verifyPassword } from '../../../server/src/password/hash';
import { requireGoodPassword } from '../../../server/src/password/passwords';
import { passwordProblem, type PasswordProblem, type PasswordRules } from '../../../plugin/rules/password';

let rules: PasswordRules;
beforeAll(async () => {
  rules = { ...given, guesses: (await knownPasswords()).guesses };
});
const given: Omit<PasswordRules, 'guesses'> = {
  minLength: 8,
  maxLength: 256,
  isBreached: (password) => password === 'football1',
  personal: ['anna.schmidt@harbour-works.example', 'Anna', 'Schmidt', 'customers', 'Harbour Works'],
};

describe('what is wrong with a new password', () => {
  it.each<[string, PasswordProblem]>([
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
    ...[
      'aaaaaaaa',
      '        ',
      'x'.repeat(129),
      'x'.repeat(256),
      '🦊🦊🦊🦊🦊🦊🦊🦊',
      'abcabcabcabc',
      'ab'.repeat(128),
      'Fox1Fox1Fox1',
      'abcdefgh',
      '23456789',
      '987654321',
      'ZYXWVUTS',
      'qwertzuiop',
      'azertyuiop',
      'qawsedrf',
      'yxcvbnm,.',
      '1q2w3e4r5t6z',
      '29.11.2026',
      '1984-05-17',
      'November2026',
      'P@ssw0rd1',
      'iloveyou123',
      'Football2026',
      'drowssap1',
      '11111111aa',
      'eleven11',
    ].map((password): [string, PasswordProblem] => [password, 'password-guessable']),
  ])('refuses %p as %s', (password, problem) => {
    expect(passwordProblem(password, rules)).toBe(problem);
  });

  it.each([
    ['moss 8 xq'],
    ['correct horse battery staple'],
    ['anna takes the 7:14 train'],
    ['k3$Lq9zT'],
    [`${'moss harbour candle '.repeat(12)}violet`],
    ['пароль-волна'],
    ['🦊🐳🌲🍋🚲🎻🧊🪁'],
    [`${'x'.repeat(200)}and then tuba lagoon`],
  ])('takes %p: no rules of composition', (password) => {
    expect(passwordProblem(password, rules)).toBeUndefined();
  });

  it('counts characters in their composed form', () => {
    expect(passwordProblem('é'.repeat(7).normalize('NFD'), rules)).toBe('password-too-short');
    expect(passwordProblem('é'.repeat(256).normalize('NFD'), { ...rules, guesses: () => Infinity })).toBeUndefined();
  });

  it('does not take a short or empty personal word for a part of everything', () => {
    expect(passwordProblem('blue-lagoon', { ...rules, personal: ['', 'Bo', '@'] })).toBeUndefined();
  });

  it('takes eight characters without a pattern, and guesses no longer at a long password than at a short one', () => {
    const characters = [...'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789$%&/()=?+*#'];
    let refused = 0;
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...characters), { minLength: 8, maxLength: 8 }), (drawn) => {
        if (passwordProblem(drawn.join(''), rules)) refused += 1;
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeLessThan(45);
    const slowest = ['aB3$'.repeat(64), '4@8({[</369&#!1/|0$5+7%2/'.repeat(11).slice(0, 256), 'password'.repeat(32), 'qwerty1!'.repeat(32)];
    const begun = performance.now();
    for (const password of slowest) passwordProblem(password, rules);
    expect((performance.now() - begun) / slowest.length).toBeLessThan(500);
  });

  it('knows what is personal to somebody who guesses', () => {
    const personal = ['m.oakfield@example.org', 'Marguerite', 'Oakfield'];
    expect(passwordProblem('Oakfield123456', { ...rules, personal })).toBeDefined();
    expect(passwordProblem('OakfieldMarguerite19', { ...rules, personal })).toBeDefined();
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
    const { isBreached } = await knownPasswords();
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
