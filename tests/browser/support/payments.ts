import fs from 'node:fs';
import path from 'node:path';
import { request, type Page } from '@playwright/test';
import { nameOf } from '../../../scripts/lib/browser-servers.mjs';
import type { EditorApi } from './editor-api';
import { origin } from './places';
import { expect } from './test';

const OFF = {
  onlinePayments: false,
  bulkPayments: false,
  partPayments: false,
  savePaymentMethods: false,
  saveMethodByDefault: false,
  preventDuplicatePayments: true,
  bankTransfer: false,
  transferHolder: '',
  transferIban: '',
};

async function save(api: EditorApi, section: string, change: object): Promise<void> {
  const address = `/customer-portal/settings/${section}`;
  const { values, revision } = (await api.send<{ data: { values: object; revision: number } }>('GET', address)).data;
  await api.send('PUT', address, { values: { ...values, ...change }, revision });
}

/** What the settings say of payments: all is off but what is named. */
export const setPayments = (api: EditorApi, change: Partial<typeof OFF>): Promise<void> => save(api, 'payments', { ...OFF, ...change });

/** The currency in which methods are added. */
export const setDefaultCurrency = (api: EditorApi, defaultCurrency: string): Promise<void> => save(api, 'documents', { defaultCurrency });

export const setLinks = (api: EditorApi, change: object): Promise<void> => save(api, 'public-links', change);

/** What a customer can choose on the sandbox's page. */
export const sandbox = {
  works: /^A card that works/u,
  confirms: /^A card that asks you to confirm/u,
  declined: /^A card that is declined/u,
  debit: /^A bank debit that takes days/u,
} as const;

/** Chooses on the sandbox's page how a payment ends, which leads back to the portal. */
export async function choose(page: Page, choice: RegExp): Promise<void> {
  await expect(page.getByText('No money moves', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: choice }).click();
  await page.waitForURL((url) => url.origin === origin);
}

/** The bank decides: ends what waits at the sandbox, which then tells the portal. */
export async function endAtSandbox(payment: string, as: 'succeeded' | 'failed'): Promise<void> {
  const file = path.join(path.resolve(__dirname, '../../..'), 'playground/.tmp', nameOf(Number(new URL(origin).port)), 'places.json');
  const { url, secret } = (JSON.parse(fs.readFileSync(file, 'utf8')) as { sandbox: { url: string; secret: string } }).sandbox;
  const context = await request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
  const answer = await context.post(`${url}/control/${payment}/end`, { data: { as } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await context.dispose();
}
