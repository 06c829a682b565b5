import { expect, type Locator, type Page } from '@playwright/test';
import { panel as words } from './words';

const SCREENS = {
  general: ['/admin/settings/customer-portal/general', words.general],
  tabs: ['/admin/settings/customer-portal/custom-tabs', words.tabs],
  fields: ['/admin/settings/customer-portal/customer-fields', words.fields],
  modules: ['/admin/settings/customer-portal/custom-modules', words.modules],
  customers: ['/admin/plugins/customer-portal/customers', words.customers],
  reviews: ['/admin/plugins/customer-portal/reviews', words.reviews],
  approvals: ['/admin/plugins/customer-portal/approvals', words.approvals],
} as const;

/** Opens one of the plugin's screens. */
export async function openScreen(page: Page, screen: keyof typeof SCREENS): Promise<void> {
  const [path, title] = SCREENS[screen];
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible({ timeout: 30_000 });
}

/** Opens a customer in the Content Manager. */
export async function openCustomer(page: Page, documentId: string): Promise<Locator> {
  await page.goto(`/admin/content-manager/collection-types/plugin::customer-portal.customer/${documentId}`);
  const title = page.getByRole('heading', { name: 'Customer portal' });
  await expect(title).toBeVisible({ timeout: 30_000 });
  return page.getByRole('complementary').filter({ has: title });
}

/**
 * Presses Save and waits until it is saved. Not by the notification alone, since an earlier save's may still stand there,
 * nor by the button alone, which is disabled while it saves too.
 */
export async function save(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: words.save, exact: true });
  await button.click();
  await expectSaved(page);
  await expect(button).toBeDisabled();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(button).toBeDisabled();
}

/** The notification that stands in a corner after a save. */
export async function expectSaved(page: Page, text: string = words.saved): Promise<void> {
  const said = page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text }).first();
  await expect(said).toBeVisible();
}

/**
 * Selects the first customers of the list in the Content Manager. The list loads once more after it
 * is first shown, and a tick made in between is lost: each is made until it stays.
 */
export async function selectCustomers(page: Page, count: number): Promise<void> {
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/u });
  const bulkAction = page.getByRole('button', { name: words.resend });
  await expect(async () => {
    for (let index = 0; index < count; index += 1) {
      const box = boxes.nth(index);
      if (!(await box.isChecked({ timeout: 5000 }))) await box.click({ timeout: 5000 });
      await expect(box).toBeChecked({ timeout: 1000 });
    }
    // Strapi draws the actions in an idle callback, which waits for a frame: a page that nothing moves on may draw none.
    for (const box of [page.getByRole('checkbox', { name: /^Select all/u }), boxes.first()]) await box.hover({ timeout: 5000 });
    await expect(bulkAction).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 40_000 });
}
