import path from 'node:path';
import { customerContact } from '../../scripts/seed/accounts.mjs';
import { LOOKS, findings, show } from './support/looks';
import { shotsFolder } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { panel } from './support/words';

const INVOICE = '/admin/content-manager/collection-types/plugin::customer-portal.invoice';
const API = '/content-manager/collection-types/plugin::customer-portal.invoice';
const GST = {
  id: 'gst',
  name: 'GST 18 %',
  category: 'S',
  percent: '18',
  parts: [
    { name: 'CGST', percent: '9' },
    { name: 'SGST', percent: '9' },
  ],
};
const VAT = { id: 'vat', name: 'VAT 19 %', category: 'S', percent: '19', parts: [] };

let before: object;
test.beforeAll(async ({ api }) => {
  before = await api.saveDocuments({ taxRates: [VAT, GST], defaultCurrency: 'EUR', taxRounding: 'document' });
});
test.afterAll(async ({ api }) => {
  await api.saveDocuments(before);
});

const cell = (page: Page, column: string, line: number) => page.getByLabel(panel.cell(column, line), { exact: true });
/** Amounts of the totals in the order that they stand in, without the spaces that a language puts into them. */
const totals = async (page: Page): Promise<string[]> =>
  (await page.getByLabel(panel.totals, { exact: true }).locator('dd').allTextContents()).map((text) => text.replaceAll(/\s/gu, ' '));

/** A draft for the demo's customer, open in the Content Manager. */
async function openDraft(
  page: Page,
  api: {
    send: <T>(method: 'POST', url: string, data?: object) => Promise<T>;
    customers: (filters: Record<string, string>) => Promise<{ documentId: string; id?: unknown }[]>;
  },
  data: object = {},
) {
  const [customer] = await api.customers({ 'filters[name][$eq]': 'Fjordlight Studio AB' });
  const { data: made } = await api.send<{ data: { documentId: string } }>('POST', API, {
    currency: 'EUR',
    customer: { connect: [{ id: customer?.id, documentId: customer?.documentId }] },
    ...data,
  });
  await page.goto(`${INVOICE}/${made.documentId}`);
  await expect(cell(page, 'Item', 1)).toBeVisible({ timeout: 30_000 });
  return made.documentId;
}

async function saveForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: panel.save, exact: true }).click();
  await expect(page.getByText('Saved document').first()).toBeVisible();
}

test('an editor types an invoice into the grid, issues it, and the customer reads the same totals', async ({ editor, customer, api }) => {
  const id = await openDraft(editor, api);
  await cell(editor, 'Item', 1).fill('Design');
  await editor.keyboard.press('Tab');
  await editor.keyboard.type('Two concepts');
  await editor.keyboard.press('Tab');
  await editor.keyboard.type('3');
  await editor.keyboard.press('Tab');
  await editor.keyboard.type('h');
  await editor.keyboard.press('Tab');
  await editor.keyboard.type('33.335');
  await expect(cell(editor, 'Amount', 1)).toHaveText('€100.01');
  // Down from the price to that of a new line.
  await editor.keyboard.press('Enter');
  await expect(cell(editor, 'Price', 2)).toBeFocused();
  await editor.keyboard.type('50');
  await expect(cell(editor, 'Item', 2)).toHaveAccessibleDescription('This is needed.');
  await cell(editor, 'Item', 2).fill('Fonts');
  await expect(cell(editor, 'Item', 2)).toHaveAccessibleDescription('');
  await cell(editor, 'Discount', 2).fill('10 %');
  await cell(editor, 'Tax', 2).selectOption('GST 18 %');
  // 100.01 and 45.00; 19 % of the one, 9 and 9 % of the other.
  await expect.poll(() => totals(editor)).toEqual(['€145.01', '€19.00', '€4.05', '€4.05', '€172.11']);

  await editor.getByRole('button', { name: panel.addDiscount }).click();
  await editor.getByLabel('Amount or percentage of discount 1').fill('5');
  await expect.poll(async () => (await totals(editor)).at(-1)).toBe('€166.18');
  await saveForm(editor);
  await expect(editor.getByRole('textbox', { name: 'Total', exact: true })).toHaveValue('€166.18');

  await editor.getByRole('button', { name: panel.issue, exact: true }).click();
  await editor.getByRole('dialog').or(editor.getByRole('alertdialog')).getByRole('button', { name: panel.issue, exact: true }).click();
  await expect(editor.getByText(panel.issued).first()).toBeVisible();
  await expect(cell(editor, 'Item', 1)).not.toBeEditable();
  await expect(cell(editor, 'Item', 3)).toBeHidden();
  await expect.poll(async () => (await totals(editor)).at(-1)).toBe('€166.18');

  await signedIn(customer, customerContact, '/');
  const answer = await customer.request.get(`/api/customer-portal/documents/invoice/${id}`);
  expect(await answer.json()).toMatchObject({
    data: { gross: 16618, lines: [{ item: 'Design', description: 'Two concepts' }, { item: 'Fonts' }] },
  });

  // Money in the list, not minor units.
  await editor.goto(`${INVOICE}?sort=id:DESC`);
  await editor.getByRole('button', { name: 'View Settings' }).click({ timeout: 30_000 });
  await editor.getByRole('checkbox', { name: 'Total', exact: true }).check();
  await expect(
    editor
      .getByRole('gridcell', { name: '€166.18' })
      .or(editor.getByRole('cell', { name: '€166.18' }))
      .first(),
  ).toBeVisible();
});

test('rows of a spreadsheet are pasted, moved and removed', async ({ editor, api }) => {
  await openDraft(editor, api);
  await cell(editor, 'Item', 1).focus();
  await editor.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Item\tQty\tUnit\tPrice\r\nOak\t2\tm\t1,200.50\r\nPine\t1.5\tm\t10\r\n"Ash, ""dry"""\t3\tm\t20\r\n');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell(editor, 'Item', 3)).toHaveValue('Ash, "dry"');
  await expect(cell(editor, 'Price', 1)).toHaveValue('1200.50');
  await expect(cell(editor, 'Amount', 2)).toHaveText('€15.00');
  await cell(editor, 'Quantity', 3).focus();
  await editor.keyboard.press('Alt+ArrowUp');
  await expect(cell(editor, 'Item', 2)).toHaveValue('Ash, "dry"');
  await expect(cell(editor, 'Quantity', 2)).toBeFocused();
  await editor.getByRole('button', { name: 'Line 1: more' }).click();
  await editor.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(cell(editor, 'Item', 1)).toHaveValue('Ash, "dry"');
  await cell(editor, 'Quantity', 1).fill('three');
  await expect(cell(editor, 'Quantity', 1)).toHaveAccessibleDescription('This is not a number.');
  await expect(editor.getByText('The total is shown once the marked cells are mended.')).toBeVisible();
  await cell(editor, 'Quantity', 1).fill('3');
  await saveForm(editor);
});

const LINES = {
  version: 1,
  lines: [
    {
      id: '1',
      item: 'Oak boards, planed',
      description: 'Delivered to the back door\nbefore noon',
      quantity: '12',
      unit: 'm',
      rate: '1200.5',
      discount: { percent: '7.5' },
      tax: VAT,
    },
    { id: '2', item: '', description: '', quantity: '1', unit: 'h', rate: '89', discount: null, tax: GST },
  ],
  discounts: [],
  charges: [],
};

for (const look of LOOKS) {
  test(`the grid: ${look.device}, ${look.theme}`, { tag: '@looks' }, async ({ openPanel, api }) => {
    const page = await openPanel({ theme: look.theme, viewport: look.viewport });
    await openDraft(page, api, {
      lines: {
        ...LINES,
        lines: LINES.lines.slice(0, 1),
        discounts: [{ id: 'd', name: 'Loyalty', value: { percent: '2' }, tax: 'as-lines' }],
      },
    });
    await show(page, look);
    await cell(page, 'Price', 2).fill('89');
    await expect(cell(page, 'Item', 2)).toHaveAccessibleDescription('This is needed.');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    await page
      .getByRole('group', { name: 'Lines', exact: true })
      .screenshot({ path: path.join(shotsFolder, 'admin', `document-lines-${look.device}-${look.theme}.png`) });
    expect(await findings(page, '[role=group]')).toEqual([]);
  });
}
