import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD, type TestContact } from '../support/people';
import { sendRaw } from '../support/raw';
import { startApp, type TestApp } from '../support/strapi';

const PER_ACCOUNT = 5;
const PER_ADDRESS = 12;

const guess = (browser: Browser, email: string, index: number) => browser.post('/session', { email, password: `guess number ${index}` });
const codeOf = ({ body }: { body: { error?: { details: { code: string } } } }): string => body.error?.details.code ?? 'none';

/** Sends wrong passwords until one is refused for their number; how many were evaluated before. */
async function guessesUntilRefused(send: (index: number) => Promise<{ status: number }>, most = 100): Promise<number> {
  for (let index = 0; index < most; index += 1) if ((await send(index)).status === 429) return index;
  return most;
}

describe('guessing passwords', () => {
  let app: TestApp;
  let contact: TestContact;
  beforeAll(async () => {
    app = await startApp({ config: { throttle: { perAccount: PER_ACCOUNT, perAddress: PER_ADDRESS, perPortal: 40, windowSeconds: 60 } } });
  });
  beforeEach(async () => {
    await resetLimits(app);
    ({ contact } = await createPair(app.strapi));
  });
  afterAll(() => app.stop());

  it('is limited for each account, and says when to come back', async () => {
    const browser = new Browser(app);
    for (let index = 0; index < PER_ACCOUNT; index += 1) expect((await guess(browser, contact.email, index)).status).toBe(401);
    const refused = await browser.post('/session', { email: contact.email, password: TEST_PASSWORD });
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too-many-requests']);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body.error.details.retryAfter).toBe(seconds);
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('is limited in the same way for accounts that do not exist', async () => {
    const browser = new Browser(app);
    const evaluated = await guessesUntilRefused((index) => guess(browser, 'nobody@example.org', index));
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('counts fifty guesses at once one by one', async () => {
    const responses = await Promise.all(Array.from({ length: 50 }, (_, index) => guess(new Browser(app), contact.email, index)));
    const evaluated = responses.filter(({ status }) => status === 401);
    expect(evaluated).toHaveLength(PER_ACCOUNT);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(50 - PER_ACCOUNT);
  });

  it('uses up the tries of one account only, however many more are refused', async () => {
    for (let index = 0; index < 40; index += 1) await guess(new Browser(app), contact.email, index);
    const another = await createPair(app.strapi);
    expect((await new Browser(app).post('/session', { email: another.contact.email, password: TEST_PASSWORD })).status).toBe(201);
  });

  it('is not forgotten for another spelling of the address', async () => {
    const spellings = (index: number) => [contact.email, contact.email.toUpperCase(), `  ${contact.email} `, `\t${contact.email}`][index % 4]!;
    const evaluated = await guessesUntilRefused((index) => guess(new Browser(app), spellings(index), index));
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('is not forgotten for another spelling of the path', async () => {
    const paths = [
      '/api/customer-portal/session', '/api/customer-portal/session/', '/API/Customer-Portal/SESSION', '/api/customer-portal/session?',
      '/api/customer-portal/session#x', '/api/customer-portal/%73ession', '//api/customer-portal/session',
      '/api/./customer-portal/session', '/api/customer-portal//session', 'http://localhost/api/customer-portal/session',
    ]; // prettier-ignore
    let evaluated = 0;
    for (let index = 0; index < 60; index += 1) {
      const response = await sendRaw(app, {
        method: 'POST',
        path: paths[index % paths.length]!,
        headers: { 'x-customer-portal': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ email: contact.email, password: `guess ${index}` }),
      });
      expect(response.status).toBeLessThan(500);
      if (response.status === 401) evaluated += 1;
    }
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('cannot be spread over headers, cookies or fields that do not matter', async () => {
    let evaluated = 0;
    for (let index = 0; index < 20; index += 1) {
      const browser = new Browser(app, {
        'user-agent': `agent ${index}`,
        cookie: `__Host-customer-portal-device=${'d'.repeat(43)}.${'s'.repeat(42)}${index}; other=${index}`,
        'accept-language': `x-${index}`,
        'x-forwarded-for': `198.51.100.${index}`,
        'x-real-ip': `198.51.100.${index}`,
        forwarded: `for=198.51.100.${index}`,
      });
      const [plain, extra] = [await guess(browser, contact.email, index), await browser.post('/session', { email: contact.email, password: 'x', index })];
      if (plain.status === 401) evaluated += 1;
      // Refused before anything is counted or checked.
      expect(extra.status).toBe(400);
    }
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('is limited for each client address over all accounts; headers do not change the address', async () => {
    let serial = 0;
    const evaluated = await guessesUntilRefused((index) => {
      serial += 1;
      return guess(new Browser(app, { 'x-forwarded-for': `203.0.113.${serial}` }), `spray${index}@example.org`, index);
    });
    expect(evaluated).toBe(PER_ADDRESS);
    const another = await createPair(app.strapi);
    expect((await new Browser(app).post('/session', { email: another.contact.email, password: TEST_PASSWORD })).status).toBe(429);
  });

  it('does not count sign-ins that succeed', async () => {
    for (let time = 0; time < PER_ADDRESS + 3; time += 1) await signIn(app, contact);
    expect(await guessesUntilRefused((index) => guess(new Browser(app), contact.email, index))).toBe(PER_ACCOUNT);
  });

  it('does not keep the owner out in a browser that signed in before', async () => {
    const home = await signIn(app, contact);
    await home.delete('/session');
    const attacker = new Browser(app);
    await guessesUntilRefused((index) => guess(attacker, contact.email, index));
    const credentials = { email: contact.email, password: TEST_PASSWORD };
    expect((await new Browser(app).post('/session', credentials)).status).toBe(429);
    expect((await home.post('/session', credentials)).status).toBe(201);
    // The known browser has a counter of its own, and no more tries than anybody.
    expect(await guessesUntilRefused((index) => guess(home, contact.email, index))).toBe(PER_ACCOUNT);
  });

  it('is limited for an account over all the browsers that it has signed in with', async () => {
    // Whoever once had the password can collect as many as he likes: a success counts nothing.
    const collected: Browser[] = [];
    for (let index = 0; index < 8; index += 1) collected.push(await signIn(app, contact));
    let evaluated = 0;
    for (const browser of collected) evaluated += await guessesUntilRefused((index) => guess(browser, contact.email, index), PER_ACCOUNT);
    expect(evaluated).toBe(3 * PER_ACCOUNT);
    // The first of them is used up, and takes none of the tries that the others have.
    const another = await createPair(app.strapi);
    expect((await signIn(app, another.contact)).cookie('-session')).toBeDefined();
  });

  it('takes a known browser for known by its own account only, and by our signature only', async () => {
    const victim = await createPair(app.strapi);
    const attacker = await signIn(app, contact);
    await attacker.delete('/session');
    const stolen = attacker.cookie('device') ?? '';
    const forged = [
      stolen,
      `${stolen}x`,
      `${'n'.repeat(43)}.${stolen.split('.')[1]}`,
      `${stolen.split('.')[0]}.`,
      `.${stolen.split('.')[1]}`,
      stolen.split('.')[0] ?? '',
      `${stolen}.${stolen}`,
    ];
    let evaluated = 0;
    for (const [index, device] of [...forged, ...forged].entries()) {
      const browser = new Browser(app, { cookie: `__Host-customer-portal-device=${device}` });
      if ((await guess(browser, victim.contact.email, index)).status === 401) evaluated += 1;
    }
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('ends with the window', async () => {
    const browser = new Browser(app);
    await guessesUntilRefused((index) => guess(browser, contact.email, index));
    await app.strapi.db.getConnection('customer_portal_limits').update({ expire: Date.now() - 1 });
    expect((await browser.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(201);
  });

  it('keeps no address of a person or a machine in its counters', async () => {
    await guess(new Browser(app), contact.email, 1);
    const rows = JSON.stringify(await app.strapi.db.getConnection('customer_portal_limits').select('*'));
    expect(rows).not.toContain(contact.email);
    expect(rows).not.toContain('127.0.0.1');
  });
});

describe('guessing behind a trusted proxy', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ behindProxy: true, config: { throttle: { perAccount: PER_ACCOUNT, perAddress: PER_ADDRESS, perPortal: 60, windowSeconds: 60 } } });
  });
  beforeEach(() => resetLimits(app));
  afterAll(() => app.stop());
  const spray = (address: (index: number) => string) =>
    guessesUntilRefused((index) => guess(new Browser(app, { 'x-forwarded-for': address(index) }), `spray${index}@example.org`, index));

  it('is counted by the address that the proxy names', async () => {
    expect(await spray(() => '203.0.113.1')).toBe(PER_ADDRESS);
    expect((await guess(new Browser(app, { 'x-forwarded-for': '203.0.113.2' }), 'someone@example.org', 0)).status).toBe(401);
  });

  it('is not spread by what a client writes in front of the address that the proxy adds', async () => {
    expect(await spray((index) => `198.51.100.${index}, 10.0.0.${index}, 203.0.113.9`)).toBe(PER_ADDRESS);
  });

  it.each([
    ['a port behind it', (index: number) => `203.0.113.9:${40_000 + index}`],
    ['brackets and a port', (index: number) => `[2001:db8:1:2::${index}]:${40_000 + index}`],
    ['no address', (index: number) => `unknown-${index}`],
  ])('counts one client as one, though the proxy writes %s', async (_what, address) => {
    expect(await spray(address)).toBe(PER_ADDRESS);
  });

  it('counts one IPv6 network as one client', async () => {
    expect(await spray((index) => `2001:db8:1:2:${index.toString(16)}::${index}`)).toBe(PER_ADDRESS);
    expect((await guess(new Browser(app, { 'x-forwarded-for': '2001:db8:1:3::1' }), 'someone@example.org', 0)).status).toBe(401);
  });

  it('is limited over the whole portal too, against guesses from everywhere', async () => {
    expect(await spray((index) => `198.51.100.${index}`)).toBe(60);
  });
});
