import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { inspect, inspectPanel } from './support/looks';
import { expectSaved, openScreen } from './support/panel';
import { expect, signedIn, test } from './support/test';

/** A contact writes a review, an editor answers it, and the contact reads the answer. */
const WORDS = 'Quick, and friendly on the phone.';

async function removeReview(): Promise<void> {
  const own = await CustomerApi.signedIn();
  await own.send('DELETE', '/review');
  await own.close();
}

test.beforeEach(({ api }) => api.savePreferences({ reviews: true }));
test.afterEach(async ({ api }) => {
  await api.savePreferences({ reviews: true });
  await removeReview();
  await api.savePreferences({ reviews: false });
});

test('a contact gives stars with the keyboard, an editor answers, and the author alone reads it', async ({ customer: page, editor }) => {
  await signedIn(page, customerContact, '/');
  await page.getByRole('complementary').getByRole('link', { name: 'Your review' }).click();
  await page.getByRole('button', { name: 'Save review' }).click();
  await expect(page.getByRole('link', { name: 'Your rating' })).toBeVisible();
  await inspect(page, 'review-missing');
  await page.getByRole('radio', { name: '1 star', exact: true }).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '4 stars' })).toBeChecked();
  await page.getByLabel('What you want to say').fill(WORDS);
  await page.getByRole('button', { name: 'Save review' }).click();
  await expect(page.getByText('Your review is saved.').first()).toBeVisible();

  await openScreen(editor, 'reviews');
  const row = editor.getByRole('row').filter({ hasText: WORDS });
  await expect(row).toBeVisible();
  await inspectPanel(editor, 'reviews');
  await row.getByRole('button', { name: 'Answer the review' }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByLabel('Answer').fill('Thank you. We pass it on.');
  await inspectPanel(editor, 'review-answer', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Send the answer' }).click();
  await expectSaved(editor, 'The answer is sent.');
  await expect(row.getByText('Thank you. We pass it on.')).toBeVisible();

  await page.reload();
  await expect(page.getByText('Thank you. We pass it on.')).toBeVisible();
  await inspect(page, 'review-answered');
  await page.getByRole('button', { name: 'Remove review' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove review' }).click();
  await expect(page.getByText('Your review is removed.').first()).toBeVisible();
  await expect(page.getByText('Thank you. We pass it on.')).toHaveCount(0);
});

test('with reviews off there is no entry and no page', async ({ customer: page, api }) => {
  await api.savePreferences({ reviews: false });
  await signedIn(page, customerContact, '/review');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Your review' })).toHaveCount(0);
});
