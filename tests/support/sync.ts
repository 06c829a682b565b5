import { customerEndpoints } from '../../plugin/contract';
import type { SyncReport } from '../../plugin/contract/customer/sync';
import { API } from './client';
import { sendRaw, type RawResponse } from './raw';
import type { TestApp } from './strapi';

/** Every scope that the contract names. */
export const SCOPES = [...new Set(customerEndpoints().flatMap(({ access }) => (access.kind === 'token' ? access.scope : [])))];

let serial = 0;

/** An API token as an editor makes one in Strapi's settings. */
export async function createToken(app: TestApp, scopes: readonly string[] = SCOPES): Promise<{ token: string }> {
  serial += 1;
  const permissions = scopes.map((scope) => `plugin::customer-portal.${scope}`);
  const token = await app.strapi
    .service('admin::api-token')
    .create({ name: `Sync ${serial}`, type: 'custom', lifespan: null, permissions });
  return { token: token.accessKey as string };
}

/** Another system that writes rows with a token. */
export class SyncClient {
  constructor(
    private readonly app: TestApp,
    private readonly token: string,
  ) {}

  static with = async (app: TestApp, ...scopes: string[]): Promise<SyncClient> =>
    new SyncClient(app, (await createToken(app, scopes)).token);

  send = (what: string, rows: unknown[], more: object = {}): Promise<RawResponse> =>
    sendRaw(this.app, {
      method: 'PUT',
      path: `${API}/sync/${what}`,
      body: JSON.stringify({ rows, ...more }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
    });

  /** The report of a call that is taken. */
  async put(what: string, rows: unknown[], more: object = {}): Promise<SyncReport> {
    const { status, body, text } = await this.send(what, rows, more);
    if (status !== 200) throw new Error(`${status}: ${text}`);
    return (body as { data: SyncReport }).data;
  }
}

/** Rows of `PUT /sync/projects` and `PUT /sync/time-entries`. */
export const syncedProject = { externalId: 'J-1', name: 'Move', customer: 'C-1', billing: 'fixed', fixedCost: 1, currency: 'EUR' };
export const syncedEntry = { externalId: 'T-1', project: 'J-1', date: '2026-11-01', minutes: 60, billed: true };

/** A row of `PUT /sync/payments` that says all that one may. */
export const syncedPayment = {
  externalId: 'M-1',
  customer: 'C-1',
  date: '2026-11-20',
  amount: 11900,
  currency: 'EUR',
  kind: 'transfer',
  reference: 'Statement 12',
  parts: [{ type: 'invoice', document: 'I-1', amount: 11900 }],
};

/** A row of `PUT /sync/quote` that says all that a document may have. */
export const syncedQuote = {
  externalId: 'Q-1',
  number: 'Q-1',
  state: 'sent',
  customer: 'C-1',
  issueDate: '2026-11-01',
  untilDate: '2026-12-01',
  currency: 'EUR',
  lines: [
    {
      item: 'Work',
      quantity: '1.5',
      rate: 80,
      discount: { percent: '5' },
      tax: { name: 'VAT', percent: '19', category: 'S', parts: [] },
    },
  ],
  discounts: [{ name: 'Loyalty', value: { amount: 100 }, tax: 'as-lines' }],
  totals: { net: 11300, tax: 2147, gross: 13447, taxes: [{ percent: '19', taxable: 11300, tax: 2147 }] },
};
