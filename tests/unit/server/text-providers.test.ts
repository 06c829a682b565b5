import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseConfig } from '../../../config';
import type { TextProvider, TextSender } from '../../../config/sms';
import { textProviders } from '../../../server/src/platform/text/providers';

interface Heard {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A gateway that answers as it is told. */
let server: http.Server;
let base: string;
let heard: Heard[];
let answer: (response: http.ServerResponse) => void;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      answer(response);
    });
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  heard = [];
  answer = says(201, { sid: 'SM1' });
});

const says =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (response: http.ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const SID = `AC${'0'.repeat(32)}`;
const { http: gateway, twilio, inbox } = textProviders({} as never);
const OWN: TextProvider = {
  init: (options) => ({
    async send(message) {
      const response = await fetch(String(options.url), { method: 'POST', body: JSON.stringify(message), redirect: 'manual' });
      if (!response.ok)
        throw Object.assign(new Error(`${response.status} ${await response.text()}`), {
          problem: response.status === 401 ? 'credentials' : 'other',
        });
    },
  }),
};
const here = { allowPrivateAddresses: true };

/** What each provider is made with, and where what it was given stands in what the gateway hears. */
const PROVIDERS: [name: string, make: () => TextSender, told: (heard: Heard) => { to: unknown; text: unknown }][] = [
  [
    'http with JSON',
    () =>
      gateway.init({ ...here, url: `${base}/sms`, body: { to: '{{to}}', message: { text: '{{text}}', kind: 1 }, from: ['{{from}}'] } }, {}),
    ({ body }) => {
      const { to, message } = JSON.parse(body) as { to: string; message: { text: string } };
      return { to, text: message.text };
    },
  ],
  [
    'http with a form',
    () => gateway.init({ ...here, url: `${base}/sms`, format: 'form', body: { number: '{{to}}', message: '{{text}}' } }, {}),
    ({ body }) => ({ to: new URLSearchParams(body).get('number'), text: new URLSearchParams(body).get('message') }),
  ],
  [
    'http with an address',
    () => gateway.init({ ...here, url: `${base}/sms?key=1`, method: 'GET', query: { to: '{{to}}', text: '{{text}}' } }, {}),
    ({ url }) => {
      const { searchParams } = new URL(url, base);
      return { to: searchParams.get('to'), text: searchParams.get('text') };
    },
  ],
  [
    'twilio',
    () => twilio.init({ ...here, url: base, accountSid: SID, authToken: 'secret' }, { defaultFrom: '+15005550006' }),
    ({ body }) => ({ to: new URLSearchParams(body).get('To'), text: new URLSearchParams(body).get('Body') }),
  ],
  ['one of a team', () => OWN.init({ url: base }, {}), ({ body }) => JSON.parse(body) as { to: string; text: string }],
];

describe.each(PROVIDERS)('a provider of text messages: %s', (_name, make, told) => {
  it.each([
    ['plain words', 'Halden & Marsh: 123456 is your code.'],
    ['other scripts, signs and lines', 'Größe ✓ "quoted" \\ back\nनमस्ते 100 % + & = # 🎉'],
    ['what looks like a place', '{{to}} {{text}} {{from}} $& $1'],
  ])('sends %s as they are, to the number, once', async (_what, text) => {
    await make().send({ to: '+491701234567', text });
    expect(heard.map(told)).toEqual([expect.objectContaining({ to: '+491701234567', text })]);
  });

  it('rejects what was not taken, with the answer', async () => {
    answer = says(400, { code: 1, message: 'No such number' });
    await expect(make().send({ to: '+491701234567', text: 'x' })).rejects.toThrow('No such number');
  });

  it('says that its credentials are wrong', async () => {
    answer = says(401, { code: 20003, message: 'Authenticate' });
    await expect(make().send({ to: '+491701234567', text: 'x' })).rejects.toMatchObject({ problem: 'credentials' });
  });

  it('is not led elsewhere', async () => {
    answer = says(307, {}, { location: `${base}/elsewhere` });
    await expect(make().send({ to: '+491701234567', text: 'x' })).rejects.toThrow();
    expect(heard).toHaveLength(1);
  });
});

describe('twilio', () => {
  const made = (options: object = {}, from = '+15005550006') =>
    twilio.init({ ...here, url: base, accountSid: SID, authToken: 'secret', ...options }, { defaultFrom: from });

  it('is asked as its Messages API has it', async () => {
    await made().send({ to: '+491701234567', text: 'x' });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: `/2010-04-01/Accounts/${SID}/Messages.json`,
      headers: {
        authorization: `Basic ${Buffer.from(`${SID}:secret`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'To=%2B491701234567&Body=x&From=%2B15005550006',
    });
  });

  it('sends by a messaging service, and with a key, where these are configured', async () => {
    const messagingServiceSid = `MG${'1'.repeat(32)}`;
    await made({ messagingServiceSid, authToken: undefined, apiKey: { sid: 'SK1', secret: 'x' } }).send({ to: '+491701234567', text: 'x' });
    expect(heard[0]).toMatchObject({
      body: `To=%2B491701234567&Body=x&MessagingServiceSid=${messagingServiceSid}`,
      headers: { authorization: `Basic ${Buffer.from('SK1:x').toString('base64')}` },
    });
  });

  // Shape and codes: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions, https://www.twilio.com/docs/api/errors
  it.each([
    [400, 21211, 'address'],
    [400, 21614, 'address'],
    [400, 21610, 'address'],
    [400, 21408, 'address'],
    [400, 21606, 'sender'],
    [400, 21212, 'sender'],
    [401, 20003, 'credentials'],
    [400, 21617, 'other'],
    [503, 20503, 'unreachable'],
  ])('says what its error %s %s is about: %s', async (status, code, problem) => {
    answer = says(status, { code, message: 'What it says', more_info: `https://www.twilio.com/docs/errors/${code}`, status });
    await expect(made().send({ to: '+491701234567', text: 'x' })).rejects.toMatchObject({ problem, message: `${code} What it says` });
  });
});

describe('a gateway', () => {
  it('has taken it where its answer says so as well', async () => {
    const sender = gateway.init({ ...here, url: base, body: {}, success: '"ok":true' }, {});
    answer = says(200, { ok: true });
    await expect(sender.send({ to: '+491701234567', text: 'x' })).resolves.toBeUndefined();
    answer = says(200, { ok: false, error: 'no credit' });
    await expect(sender.send({ to: '+491701234567', text: 'x' })).rejects.toThrow('no credit');
  });

  it('that does not answer is unreachable, and one in our own network is not reached unless configured', async () => {
    const dead = gateway.init({ ...here, url: 'http://127.0.0.1:9', body: {} }, {});
    await expect(dead.send({ to: '+491701234567', text: 'x' })).rejects.toMatchObject({ problem: 'unreachable' });
    const inside = gateway.init({ url: base, body: {} }, {});
    await expect(inside.send({ to: '+491701234567', text: 'x' })).rejects.toThrow('not on the public internet');
    expect(heard).toEqual([]);
  });
});

describe('the configuration', () => {
  it.each([
    ['a provider that is none', { provider: 'pigeon' }, /sms\.provider/u],
    ['a gateway without an address', { provider: 'http' }, /sms\.providerOptions\.url/u],
    ['an option that there is not', { provider: 'http', providerOptions: { url: 'https://a.example', key: 1 } }, /providerOptions/u],
    [
      'a pattern that is none',
      { provider: 'http', providerOptions: { url: 'https://a.example', success: '(' } },
      /providerOptions\.success/u,
    ],
    ['Twilio without a sender', { provider: 'twilio', providerOptions: { accountSid: SID, authToken: 'x' } }, /settings\.defaultFrom/u],
    [
      'Twilio without credentials',
      { provider: 'twilio', providerOptions: { accountSid: SID }, settings: { defaultFrom: '+1' } },
      /authToken/u,
    ],
    ['a country that is none', { countries: ['DE'] }, /sms\.countries/u],
    ['a provider that may write to the whole world', { provider: OWN }, /sms\.countries/u],
  ])('refuses %s', (_what, sms, problem) => {
    expect(() => parseConfig({ sms })).toThrow(problem);
  });

  it('takes providers of a team’s own', () => {
    expect(parseConfig({ sms: { provider: OWN, providerOptions: { anything: 1 }, countryCode: '49' } }).sms).toMatchObject({
      provider: OWN,
      countries: ['49'],
    });
    expect(inbox).toBeDefined();
  });
});
