import { Browser } from '../support/client';
import { resetLimits } from '../support/limits';
import { createContact, createPair, setPassword, TEST_PASSWORD } from '../support/people';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/**
 * How often a duration of `a` is longer than one of `b`, ties counted half (Mann–Whitney U / n²).
 * 0.5: nothing to tell them apart by; 1: `a` is always slower.
 */
function advantage(a: number[], b: number[]): number {
  const wins = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

/**
 * How far the advantage may be from one half: 3.7 standard deviations of what chance alone does (0.15
 * with 100 tries each, 0.11 with 200). A missing dummy hash moves it by 0.5. What a busy machine adds is in both
 * series, since their order is by lot; a series that it spoilt all the same is repeated.
 */
const mostBy = (tries: number): number => 3.7 * Math.sqrt((2 * tries + 1) / (12 * tries * tries));
const SERIES = 3;
const TRIES = 200;

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ config: { throttle: { perAccount: 1000, perAddress: 100_000, perPortal: 1_000_000, windowSeconds: 60 } } });
});
afterAll(() => app.stop());

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** As many of each, in an order by lot. */
function byLot(tries: number): boolean[] {
  const order = Array.from({ length: 2 * tries }, (_, place) => ({ isKnown: place % 2 === 0, lot: Math.random() }));
  return order.sort((one, other) => one.lot - other.lot).map(({ isKnown }) => isKnown);
}

async function expectNoAdvantage(tries: number, known: (index: number) => Promise<unknown>, unknown: (index: number) => Promise<unknown>) {
  const most = mostBy(tries);
  const found: number[] = [];
  for (let series = 0; series < SERIES; series += 1) {
    const [a, b]: [number[], number[]] = [[], []];
    // What is loaded once.
    for (const work of [known, unknown]) await work(0);
    // What one leaves to be done afterwards, a mail, falls on whichever comes next: in a fixed order on the same kind.
    for (const [place, isKnown] of byLot(tries).entries()) {
      if (place % 8 === 0) await resetLimits(app);
      const durations = isKnown ? a : b;
      durations.push(await timeOf(() => (isKnown ? known : unknown)(durations.length + 1)));
    }
    found.push(Math.abs(advantage(a, b) - 0.5));
    if (found.at(-1)! < most) return;
  }
  throw new Error(
    `The durations tell known from unknown: ${found.map((value) => value.toFixed(3)).join(', ')} (at most ${most.toFixed(3)})`,
  );
}

describe('how long an answer takes', () => {
  it('does not tell whether an address has an account, when signing in', async () => {
    const { contact } = await createPair(app.strapi);
    await setPassword(app.strapi, contact, TEST_PASSWORD, true);
    const send = (email: string) => new Browser(app).post('/session', { email, password: 'a wrong password' });
    await expectNoAdvantage(
      TRIES,
      () => send(contact.email),
      (index) => send(`nobody${index + 10}@example.org`),
    );
  });

  it('does not tell whether an account has a password or is blocked, when signing in', async () => {
    const { customer } = await createPair(app.strapi);
    const bare = await createContact(app.strapi, [customer], {}, null);
    const blocked = await createContact(app.strapi, [customer], { blocked: true });
    await setPassword(app.strapi, blocked, TEST_PASSWORD, true);
    const send = (email: string) => new Browser(app).post('/session', { email, password: `not ${TEST_PASSWORD}` });
    await expectNoAdvantage(
      40,
      () => send(bare.email),
      () => send(blocked.email),
    );
  });

  it('does not tell whether an address has an account, when a new password is asked for', async () => {
    const { contact } = await createPair(app.strapi);
    const send = async (email: string) => {
      const response = await new Browser(app).post('/password/forgotten', { email });
      if (response.status === 429) throw new Error('The limit was meant to be reset.');
    };
    await expectNoAdvantage(
      TRIES,
      () => send(contact.email),
      () => send('nobody@example.org'),
    );
  });

  it('does not tell whether an address has an account, when signing up or asking for a sign-in link', async () => {
    await setLogin(app, { selfSignUp: true, emailLinkSignIn: true });
    const { contact } = await createPair(app.strapi);
    const person = { firstName: 'Nora', lastName: 'Elm', organisation: 'Elm AS' };
    for (const send of [
      (email: string) => new Browser(app).post('/sign-up', { ...person, email }),
      (email: string) => new Browser(app).post('/session/link/request', { email }),
    ]) {
      const ask = async (email: string) => {
        expect((await send(email)).status).toBe(202);
      };
      await expectNoAdvantage(
        TRIES,
        () => ask(contact.email),
        () => ask('nobody@example.org'),
      );
    }
  });
});
