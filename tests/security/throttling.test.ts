import { clientOf, siteOf } from '../../server/src/platform/client-address';
import { Browser, signIn, solve } from '../support/client';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD, type TestContact } from '../support/people';
import { setLogin } from '../support/settings';
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
    const spellings = (index: number) =>
      [contact.email, contact.email.toUpperCase(), `  ${contact.email} `, `\t${contact.email}`][index % 4]!;
    const evaluated = await guessesUntilRefused((index) => guess(new Browser(app), spellings(index), index));
    expect(evaluated).toBe(PER_ACCOUNT);
  });

  it('is not forgotten for another spelling of the path', async () => {
    const paths = [
      '/api/customer-portal/session',
      '/api/customer-portal/session/',
      '/API/Customer-Portal/SESSION',
      '/api/customer-portal/session?',
      '/api/customer-portal/session#x',
      '/api/customer-portal/%73ession',
      '//api/customer-portal/session',
      '/api/./customer-portal/session',
      '/api/customer-portal//session',
      'http://localhost/api/customer-portal/session',
    ];
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
      const [plain, extra] = [
        await guess(browser, contact.email, index),
        await browser.post('/session', { email: contact.email, password: 'x', index }),
      ];
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
    // Then they count as strangers, who have their own.
    expect(evaluated).toBe(4 * PER_ACCOUNT);
    // What he used up does not keep the owner out: with work, as of a stranger.
    const right = { email: contact.email, password: TEST_PASSWORD };
    const asked = await collected[7]!.post('/session', right);
    expect(codeOf(asked)).toBe('too-many-requests');
    expect((await collected[7]!.with(await solve(asked)).post('/session', right)).status).toBe(201);
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

  it('lets who proves work try beyond the limit, once for each proof and not for ever', async () => {
    const attacker = new Browser(app);
    await guessesUntilRefused((index) => guess(attacker, contact.email, index));
    let evaluated = 0;
    for (let index = 0; index < 20; index += 1) {
      const refused = await guess(attacker, contact.email, index);
      expect(codeOf(refused)).toBe('too-many-requests');
      // Used up: there is nothing to prove any more.
      if (!refused.body.error.details.challenge) break;
      const header = await solve(refused);
      const answers = await Promise.all(Array.from({ length: 4 }, () => guess(new Browser(app, header), contact.email, index)));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(1);
      evaluated += 1;
    }
    // Three of them are this client's own, when strangers have used up what they share.
    expect(evaluated).toBe(3 * PER_ACCOUNT + 3);
    expect((await attacker.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(429);
  }, 60_000);

  it('takes a proof for what it was asked for, and unchanged', async () => {
    const browser = new Browser(app);
    await guessesUntilRefused((index) => guess(browser, contact.email, index));
    const right = { email: contact.email, password: TEST_PASSWORD };
    const header = await solve(await browser.post('/session', right));
    const [name, value] = Object.entries(header)[0]!;
    const proof = JSON.parse(Buffer.from(value, 'base64').toString()) as {
      challenge: { parameters: Record<string, unknown>; signature: string };
      solution: { counter: number };
    };
    const { challenge, solution } = proof;
    const changed = (parameters: Record<string, unknown>) => ({
      challenge: { ...challenge, parameters: { ...challenge.parameters, ...parameters } },
      solution,
    });
    for (const forged of [
      changed({ expiresAt: 4_000_000_000 }),
      changed({ keyPrefix: '0000' }),
      changed({ cost: 1 }),
      changed({ data: { purpose: 'sign-up' } }),
      { challenge: { ...challenge, signature: '0'.repeat(64) }, solution },
      { challenge, solution: { ...solution, counter: solution.counter + 1 } },
      { challenge: null, solution },
      {},
      [],
      'text',
    ]) {
      const answer = await browser.with({ [name]: Buffer.from(JSON.stringify(forged)).toString('base64') }).post('/session', right);
      expect([forged, answer.status]).toEqual([forged, 429]);
    }
    for (const garbage of ['', '=', 'x'.repeat(6000), Buffer.from('{"a":'.repeat(500)).toString('base64')]) {
      expect((await browser.with({ [name]: garbage }).post('/session', right)).status).toBe(429);
    }
    // What was forged has used up nothing of the real one.
    expect((await browser.with(header).post('/session', right)).status).toBe(201);
    expect((await new Browser(app, header).post('/session', right)).status).toBe(429);
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
    app = await startApp({
      behindProxy: true,
      config: { throttle: { perAccount: PER_ACCOUNT, perAddress: PER_ADDRESS, perPortal: 60, windowSeconds: 60, changesPerMinute: 30 } },
    });
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

  describe('a contact whose address a stranger floods from everywhere', () => {
    const floods: [string, string, (email: string) => object][] = [
      ['guesses', '/session', (email) => ({ email, password: 'a guess of somebody' })],
      ['sign-ups', '/sign-up', (email) => ({ email, firstName: 'Mal', lastName: 'Ory', organisation: '' })],
      ['recovery', '/password/forgotten', (email) => ({ email })],
      ['sign-in links', '/session/link/request', (email) => ({ email })],
    ];

    async function flood(email: string, times = 40): Promise<void> {
      for (let index = 0; index < times; index += 1) {
        const stranger = new Browser(app, { 'x-forwarded-for': `198.51.${index % 7}.${index}` });
        for (const [, path, body] of floods) {
          const answer = await stranger.post(path, body(email));
          if (answer.body.error?.details.challenge && index % 4 === 0) await stranger.with(await solve(answer)).post(path, body(email));
          expect(answer.status).not.toBe(404);
        }
      }
    }

    it('still gets mail with good links, signs in where it did before, and elsewhere by work or by mail', async () => {
      await setLogin(app, { emailLinkSignIn: true, selfSignUp: true });
      const { contact } = await createPair(app.strapi);
      const { contact: other } = await createPair(app.strapi);
      const home = await signIn(app, contact);
      await home.delete('/session');
      await flood(contact.email);
      const right = { email: contact.email, password: TEST_PASSWORD };
      // Where the contact signed in before: the password, as ever.
      expect((await home.post('/session', right)).status).toBe(201);
      // From an address that did nothing: by work while there is some left, and by mail in any case.
      const fresh = new Browser(app, { 'x-forwarded-for': '203.0.113.200' });
      for (const path of ['/password/forgotten', '/session/link/request'])
        expect((await fresh.post(path, { email: contact.email })).status).toBe(202);
      await app.settle();
      const mails = app.mailbox.to(contact.email).map(({ text }) => text ?? '');
      // Five of each purpose, however many were asked for.
      expect(mails).toHaveLength(15);
      // Of the links in the mailbox the last one is good; mails may have arrived in another order.
      const good = async (page: string, purpose: string): Promise<string> => {
        const tokens = mails.flatMap((text) => new RegExp(`${page}#token=([\\w-]{43})`, 'u').exec(text)?.[1] ?? []);
        const found: string[] = [];
        for (const token of tokens) if ((await fresh.post('/link/preview', { purpose, token })).status === 200) found.push(token);
        expect([page, found.length]).toEqual([page, 1]);
        return found[0]!;
      };
      expect((await fresh.post('/session/link', { token: await good('/sign-in/link', 'sign-in') })).status).toBe(201);
      const link = await good('/reset-password', 'password-reset');
      const reset = await new Browser(app, { 'x-forwarded-for': '203.0.113.201' }).post('/password/reset', {
        token: link,
        password: 'moss-Candle-77-harbour',
      });
      expect(reset.status).toBe(201);
      // The other contact has noticed nothing.
      expect(
        (await new Browser(app, { 'x-forwarded-for': '203.0.113.202' }).post('/session', { email: other.email, password: TEST_PASSWORD }))
          .status,
      ).toBe(201);
    }, 120_000);

    it('is sent recovery mail from a browser that it signed in with, whatever others used up', async () => {
      const { contact } = await createPair(app.strapi);
      const home = await signIn(app, contact);
      await home.delete('/session');
      for (let index = 0; index < 20; index += 1) {
        await new Browser(app, { 'x-forwarded-for': `198.51.100.${index}` }).post('/password/forgotten', { email: contact.email });
      }
      await app.settle();
      app.mailbox.clear();
      await home.post('/password/forgotten', { email: contact.email });
      await app.settle();
      expect(app.mailbox.to(contact.email)).toHaveLength(1);
    });
  });

  it('limits the changes of a contact, in words, and of nobody else; the account can still be secured', async () => {
    const [mine, theirs] = [await createPair(app.strapi), await createPair(app.strapi)];
    const [one, stolen, neighbour] = [await signIn(app, mine.contact), await signIn(app, mine.contact), await signIn(app, theirs.contact)];
    const save = (who: Browser) => who.patch('/profile', { contact: { firstName: 'Ada' } });
    const answers: Awaited<ReturnType<typeof save>>[] = [];
    for (let index = 0; index < 36; index += 1) answers.push(await save(index % 2 ? stolen : one));
    expect(answers.filter(({ status }) => status !== 429)).toHaveLength(30);
    const last = answers.at(-1)!;
    expect([codeOf(last), last.body.error.details.retryAfter]).toEqual(['too-many-requests', Number(last.headers['retry-after'])]);
    expect((await one.get('/profile')).status).toBe(200);
    expect((await save(neighbour)).status).not.toBe(429);
    // What the stolen session does to its own does not keep the owner from ending it.
    for (let index = 0; index < 40; index += 1) await stolen.put('/session/customer', { customer: mine.customer.documentId });
    expect((await one.delete('/sessions')).status).toBe(200);
    expect((await stolen.get('/session')).status).toBe(401);
  }, 60_000);

  it('counts an IPv6 site beside its networks', async () => {
    expect(await spray((index) => `2001:db8:1:${index.toString(16)}::${index}`)).toBe(4 * PER_ADDRESS);
    const elsewhere = '2001:db8:2:1::1';
    expect((await guess(new Browser(app, { 'x-forwarded-for': elsewhere }), 'someone@example.org', 0)).status).toBe(401);
  });

  it('is limited over the whole portal too, against guesses from everywhere', async () => {
    expect(await spray((index) => `198.51.100.${index}`)).toBe(60);
  });

  it('refuses no right password over the portal’s limit, from an address that failed never or seldom', async () => {
    const { contact } = await createPair(app.strapi);
    const right = { email: contact.email, password: TEST_PASSWORD };
    await spray((index) => `198.51.100.${index}`);
    // Beyond it, by an attacker who proves work as well: the limit has no end, it only gets dearer.
    const costs: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const attacker = new Browser(app, { 'x-forwarded-for': `192.0.2.${index}` });
      const refused = await guess(attacker, `more${index}@example.org`, index);
      costs.push(refused.body.error.details.challenge.parameters.cost);
      expect((await guess(attacker.with(await solve(refused)), `more${index}@example.org`, index)).status).toBe(401);
    }
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    const fresh = new Browser(app, { 'x-forwarded-for': '203.0.113.77' });
    const asked = await fresh.post('/session', right);
    expect([asked.status, codeOf(asked)]).toEqual([429, 'too-many-requests']);
    expect((await fresh.with(await solve(asked)).post('/session', right)).status).toBe(201);
  }, 60_000);

  it.each([
    ['203.0.113.9', '203.0.113.9', undefined],
    ['::ffff:203.0.113.9', '203.0.113.9', undefined],
    ['::ffff:cb00:7109', '203.0.113.9', undefined],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1/48'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2', '2001:db8:1/48'],
    ['2001:db8::1', '2001:db8:0:0', '2001:db8:0/48'],
    ['fe80::1%eth0', 'fe80:0:0:0', 'fe80:0:0/48'],
    ['::1', '0:0:0:0', '0:0:0/48'],
    ['64:ff9b::203.0.113.9', '64:ff9b:0:0', '64:ff9b:0/48'],
    ['', '', undefined],
    ['unknown', 'unknown', undefined],
  ])('counts %s as the client %s of the site %s', (ip, client, site) => {
    expect([clientOf(ip), siteOf(ip)]).toEqual([client, site]);
  });
});
