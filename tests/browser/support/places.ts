import fs from 'node:fs';
import path from 'node:path';
import { request } from '@playwright/test';
import { nameOf, portOf } from '../../../scripts/lib/browser-servers.mjs';

/** Port of this worker's Strapi (Playwright numbers those that run at a time). */
const port = portOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0));

const root = path.resolve(__dirname, '../../..');

/** Origin of the Strapi under test. */
export const origin = `http://localhost:${port}`;

/** Base path of the customers' API. */
export const API = '/api/customer-portal';

/** Where what the tests remember between runs is kept. */
export const scratch = (name: string): string => path.join(root, '.tmp/browser', `${port}-${name}`);

/** Where screenshots go. */
export const shotsFolder = path.join(root, 'artifacts/screenshots');

/** Images of the README. */
export const imagesFolder = path.join(root, 'docs/images');

/** Source of axe-core, evaluated in pages. */
export const axeFile = path.join(root, 'node_modules/axe-core/axe.min.js');

/** Where the inbox is, as its server wrote it down. */
export function inboxUrl(): string {
  const file = path.join(root, 'playground/.tmp', nameOf(port), 'places.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { inboxUrl: string }).inboxUrl;
}

/** The portal's address under its present name, which stories change. */
export async function portalUrl(): Promise<string> {
  const context = await request.newContext({ baseURL: origin });
  const { data } = (await (await context.get(`${API}/portal`)).json()) as { data: { name: string } };
  await context.dispose();
  return `${origin}/portal/${data.name}`;
}
