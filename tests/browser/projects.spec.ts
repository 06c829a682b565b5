import { customerContact } from '../../scripts/seed/accounts.mjs';
import type { EditorApi } from './support/editor-api';
import { inspect } from './support/looks';
import { expect, signedIn, test } from './support/test';

/** An editor logs time on a project, a contact approves some of it and sends the rest back, and the editor reads that. */
const CUSTOMER = 'Fjordlight Studio AB';
const NAME = 'A new shop window';
const CM = '/content-manager/collection-types/plugin::customer-portal';

interface Found {
  results: { documentId: string; note: string; approval: string; reason: string | null; decidedBy: string | null }[];
}

async function removeProject(api: EditorApi): Promise<void> {
  const entries = (await api.send<Found>('GET', `${CM}.time-entry?pageSize=100`)).results;
  for (const { documentId } of entries) {
    await api.send('PUT', `${CM}.time-entry/${documentId}`, { approval: 'none', billed: false });
    await api.send('DELETE', `${CM}.time-entry/${documentId}`);
  }
  const query = new URLSearchParams({ 'filters[name][$eq]': NAME });
  for (const { documentId } of (await api.send<Found>('GET', `${CM}.project?${query.toString()}`)).results)
    await api.send('DELETE', `${CM}.project/${documentId}`);
}

test.beforeEach(async ({ api }) => {
  await removeProject(api);
  await api.savePreferences({ projects: true });
  const customer = (await api.customers({ 'filters[name][$eq]': CUSTOMER }))[0]?.documentId ?? '';
  const { data } = await api.send<{ data: { documentId: string } }>('POST', `${CM}.project`, {
    name: NAME,
    state: 'active',
    description: 'Design and building, in two steps.',
    currency: 'EUR',
    hourlyRate: '9500',
    customer: { connect: [{ documentId: customer }], disconnect: [] },
  });
  const project = { connect: [{ documentId: data.documentId }], disconnect: [] };
  for (const [note, minutes, approval, billed] of [
    ['Sketches', 90, 'waiting', false],
    ['Visit of the shop', 45, 'waiting', false],
    ['Material', 480, 'waiting', false],
    ['Telephone', 15, 'none', true],
  ] as const)
    await api.send('POST', `${CM}.time-entry`, { project, date: '2026-11-02', minutes, note, approval, billed, person: 'Per Holm' });
});
test.afterEach(async ({ api }) => {
  await removeProject(api);
  await api.savePreferences({ projects: false });
});

test('a contact approves time in bulk and sends an entry back with a reason', async ({ customer: page, api }) => {
  await signedIn(page, customerContact, '/');
  await page.getByRole('complementary').getByRole('link', { name: 'Projects' }).click();
  await expect(page.getByText('3 entries wait for you')).toBeVisible();
  await inspect(page, 'projects');
  await page.getByRole('link', { name: NAME }).click();
  await expect(page.getByText('10 h 30 min')).toBeVisible();
  const rows = page.getByRole('region', { name: 'Time', exact: true }).getByRole('listitem');
  await rows.filter({ hasText: 'Material' }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Send back' }).click();
  await page.getByRole('button', { name: 'Send back' }).click();
  await expect(page.getByText('Say what is to be changed.').first()).toBeVisible();
  await inspect(page, 'project-send-back');
  await page.getByLabel('What is to be changed').fill('That was half a day.');
  await page.getByRole('button', { name: 'Send back' }).click();
  await expect(page.getByText('1 entry is sent back.').first()).toBeVisible();
  await page.getByLabel('Select all on this page that wait for approval').check();
  await page.getByRole('button', { name: 'Approve 2 entries' }).click();
  await expect(page.getByText('2 entries are approved.').first()).toBeVisible();
  await expect(rows.getByRole('checkbox')).toHaveCount(0);
  await inspect(page, 'project');

  const seen = (await api.send<Found>('GET', `${CM}.time-entry?pageSize=100`)).results;
  expect(seen.find(({ note }) => note === 'Material')).toMatchObject({ approval: 'sent-back', reason: 'That was half a day.' });
  expect(seen.filter(({ approval }) => approval === 'approved')).toHaveLength(2);
});

test('with projects off there is no entry and no page', async ({ customer: page, api }) => {
  await api.savePreferences({ projects: false });
  await signedIn(page, customerContact, '/projects');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Projects' })).toHaveCount(0);
});
