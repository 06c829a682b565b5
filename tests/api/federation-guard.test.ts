import { Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection, oidcSettings } from '../support/oidc/connections';
import { startCrookedProvider, type CrookedProvider } from '../support/oidc/crooked-provider';
import { startApp, type TestApp } from '../support/strapi';

/** What an editor writes down as a provider's address must not lead into the network that the server stands in. */
let app: TestApp;
let editor: Editor;
let inside: CrookedProvider;

beforeAll(async () => {
  // The playground may reach this machine; a project may not unless it says so.
  app = await startApp({ quiet: true, config: { federation: {} } });
  editor = await createEditor(app);
  inside = await startCrookedProvider();
});
beforeEach(() => resetLimits(app));
afterAll(async () => {
  await inside.stop();
  await app.stop();
});

const codeOf = (response: { status: number; body: { error?: { details: { code: string } } } }) => [
  response.status,
  response.body.error?.details.code,
];
const ADDRESSES = [
  'https://169.254.169.254/latest',
  'https://10.0.0.1',
  'https://[::1]:1',
  'https://localhost:1',
  'https://[::ffff:127.0.0.1]',
  'inside',
];

it.each(ADDRESSES)('%s is not reached by a test, a sign-in, or the import of metadata', async (address) => {
  const issuer = address === 'inside' ? inside.issuer : address;
  const { id } = await addConnection(editor, oidcSettings(issuer));
  const tried = await editor.post(`/connections/${id}/test`);
  expect(codeOf(tried)).toEqual([502, 'provider-unreachable']);
  expect(tried.body.error.message).toBe('address-refused: The host is not on the public internet.');
  expect(codeOf(await new Browser(app).post(`/connections/${id}/start`, {}))).toEqual([502, 'provider-unreachable']);
  expect(codeOf(await editor.post('/connections-metadata', { url: issuer }))).toEqual([502, 'provider-unreachable']);
  expect(inside.seen).toEqual([]);
});

it.each(['file:///etc/passwd', 'gopher://example.com', 'ftp://example.com/x', 'data:text/xml,x', ''])(
  'metadata is not read from %p',
  async (url) => {
    expect(codeOf(await editor.post('/connections-metadata', { url }))).toEqual([400, 'invalid-request']);
  },
);
