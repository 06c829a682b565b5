import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { Browser } from '../client';
import { createEditor, type Editor } from '../editor';
import { createPair, type TestContact, type TestCustomer } from '../people';
import { startApp, type TestApp } from '../strapi';
import { addConnection, CLIENT, oidcSettings } from './connections';
import { startRealProvider, type Person, type RealProvider } from './real-provider';
import { travel } from './travel';

const LINK = /http:\/\/localhost:1337\/portal\/customers\/connect#token=([\w-]{43})(?![\w-])/u;

/** A portal with a connection to a real provider. */
export interface Stage {
  app: TestApp;
  editor: Editor;
  provider: RealProvider;
  connection: ConnectionView;
  /** Somebody new sits down, with an address that the provider vouches for. */
  sit(claims?: object): Promise<Person & { email: string }>;
  /** A contact whose login at the provider is connected. */
  connected(): Promise<{ person: Person & { email: string }; contact: TestContact; customer: TestCustomer }>;
  /** The token of the link that the last mail to an address holds. */
  mailedToken(email: string): Promise<string>;
  /** A table of the plugin's. */
  rows(table: string): ReturnType<TestApp['strapi']['db']['getConnection']>;
  stop(): Promise<void>;
}

export async function startStage(config: object = {}): Promise<Stage> {
  const app = await startApp({ config: { federation: { allowPrivateAddresses: true }, ...config } });
  const editor = await createEditor(app);
  const provider = await startRealProvider();
  const connection = await addConnection(editor, oidcSettings(provider.issuer));
  await provider.register([{ ...CLIENT, redirectUri: connection.urls.redirectUri }]);
  let serial = 0;

  async function sit(claims: object = {}) {
    serial += 1;
    const person = {
      sub: `person-${serial}`,
      email: `person${serial}@example.org`,
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Berg',
    };
    const all = { ...person, ...claims };
    await provider.sit(all);
    return all;
  }

  async function mailedToken(email: string): Promise<string> {
    await app.settle();
    return LINK.exec(app.mailbox.to(email).at(-1)?.text ?? '')?.[1] ?? '';
  }

  return {
    app,
    editor,
    provider,
    connection,
    sit,
    mailedToken,
    rows: (table) => app.strapi.db.getConnection(`customer_portal_${table}`),

    async connected() {
      const person = await sit();
      const pair = await createPair(app.strapi, { contact: { email: person.email } });
      await travel(new Browser(app), connection.id);
      const response = await new Browser(app).post('/connections/link/confirm', { token: await mailedToken(person.email) });
      if (response.status !== 201) throw new Error(`The login is not connected: ${JSON.stringify(response.body)}`);
      // The mail that tells of it is on its way: a test that watches the database would see it leave.
      await app.settle();
      return { person, ...pair };
    },

    async stop() {
      await provider.stop();
      await app.stop();
    },
  };
}
