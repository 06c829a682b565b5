import { organisation } from '../../scripts/seed/accounts.mjs';
import { inspectPanel } from './support/looks';
import { openScreen, save } from './support/panel';
import { expect, test } from './support/test';
import { panel } from './support/words';

test.afterEach(async ({ api }) => {
  const { name: organisationName, supportEmail, banner: bannerMessage } = organisation;
  await api.saveGeneral({ organisationName, supportEmail, bannerMessage });
});

test('of two editors who save at once the second is told, and neither loses anything', async ({ editor: first, openPanel, api }) => {
  const second = await openPanel();
  await openScreen(first, 'general');
  await openScreen(second, 'general');
  await second.getByLabel(panel.banner).fill('Written by the second editor.');
  await second.getByLabel('Support email').fill('second@haldenmarsh.example');

  await first.getByLabel(panel.organisation).fill('Halden, Marsh & First');
  await first.getByLabel(panel.banner).fill('Written by the first editor.');
  await save(first);

  await second.getByRole('button', { name: panel.save, exact: true }).click();
  const dialog = second.getByRole('alertdialog', { name: panel.conflict });
  await expect(dialog).toBeVisible();
  expect((await api.general()).values).toMatchObject({ bannerMessage: 'Written by the first editor.' });
  await inspectPanel(second, 'conflict', '[role=alertdialog]');
  await dialog.getByRole('button', { name: panel.keepMine }).click();

  await expect(second.getByText('the other editor saved: Written by the first editor.')).toBeVisible();
  await inspectPanel(second, 'conflict-review');
  await expect(second.getByLabel(panel.banner)).toHaveValue('Written by the second editor.');
  await expect(second.getByLabel(panel.organisation)).toHaveValue('Halden, Marsh & First');
  await save(second);
  expect((await api.general()).values).toMatchObject({
    organisationName: 'Halden, Marsh & First',
    supportEmail: 'second@haldenmarsh.example',
    bannerMessage: 'Written by the second editor.',
  });
});

test('the second editor may also take what the first saved', async ({ editor: first, openPanel }) => {
  const second = await openPanel({ viewport: { width: 1280, height: 720 } });
  await openScreen(first, 'general');
  await openScreen(second, 'general');
  await second.getByLabel(panel.banner).fill('Given up.');
  await first.getByLabel(panel.banner).fill('Written by the first editor.');
  await save(first);
  await second.getByRole('button', { name: panel.save, exact: true }).click();
  await second.getByRole('button', { name: 'Load the newest, drop my changes' }).click();
  await expect(second.getByLabel(panel.banner)).toHaveValue('Written by the first editor.');
  await expect(second.getByRole('button', { name: panel.save, exact: true })).toBeDisabled();
});
