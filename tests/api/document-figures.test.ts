import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { DocumentDetail, DocumentFace, DocumentRow } from '../../plugin/contract/customer/documents';
import type { Overview } from '../../plugin/contract/customer/overview';
import type { Statement } from '../../plugin/contract/customer/statement';
import { LINK_HEADER } from '../../plugin/plugin-id';
import type { DocumentLines, PricingTerms } from '../../plugin/rules/documents/lines';
import { totalsOf } from '../../plugin/rules/documents/totals';
import { majorUnits, moneyText } from '../../plugin/rules/money/text';
import { Browser, signIn } from '../support/client';
import { createLinked } from '../support/documents';
import { read } from '../support/pdf';
import { createPair } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { documents, allTerms } from '../unit/rules/documents/documents';

/** More of them in `npm run test:long`. */
const DOCUMENTS = Number(process.env.FIGURES_DOCUMENTS ?? 20);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ quiet: true });
});
afterAll(() => app.stop());

interface Given {
  lines: DocumentLines;
  terms: PricingTerms;
}
/** What has no line is not issued. */
const written = documents.filter(({ lines }) => lines.length > 0);
const given = (count: number): Given[] => fc.sample(fc.record({ lines: written, terms: allTerms }), { numRuns: count, seed: SEED });

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Parts of a document as it is shown come to its totals. */
function expectSums(shown: DocumentFace): void {
  const { lines, discounts, charges, taxes, net, tax, gross, pricesIncludeTax } = shown;
  const of = (parts: { amount: number }[]): number => sum(parts.map(({ amount }) => amount));
  expect(of(lines) - of(discounts) + of(charges)).toBe(pricesIncludeTax ? gross : net);
  expect(sum(taxes.map((one) => one.tax))).toBe(tax);
  expect(net + tax).toBe(gross);
}

/** How a PDF of the language shows an amount; its reader gives spaces back as one. */
const shownAs = (amount: number, currency: string): string => moneyText(amount, currency, 'en').normalize('NFKC').replace(/\s+/gu, ' ');

it('any document shows the same figures on its page, in lists and their sums, by a link, in its PDF, on Home and in its statement', async () => {
  const { customer, contact } = await createPair(app.strapi);
  const other = await createPair(app.strapi);
  await saveSettings(app, 'public-links', { publicLinks: true, linkVerification: false });
  const [mine, theirs] = [await signIn(app, contact), await signIn(app, other.contact)];
  const expected: (Given & { id: string; net: number; tax: number; gross: number })[] = [];

  for (const taxRounding of ['document', 'line'] as const) {
    await saveSettings(app, 'documents', { taxRounding });
    for (const one of given(DOCUMENTS).filter(({ terms }) => terms.taxRounding === taxRounding)) {
      const { currency, pricesIncludeTax } = one.terms;
      const data = { language: 'en', lines: one.lines, currency, pricesIncludeTax, issueDate: '2026-11-30', untilDate: '2099-01-01' };
      const { documentId: id, token } = await createLinked(app.strapi, 'invoice', customer, data);
      const { net, tax, gross } = totalsOf(one.lines, one.terms);
      expected.push({ ...one, id, net, tax, gross });

      const page = (await mine.get(`/documents/invoice/${id}`)).body.data as DocumentDetail;
      expect(page).toMatchObject({ currency, net, tax, gross, balance: gross });
      expectSums(page);
      const linked = (await new Browser(app).with({ [LINK_HEADER]: token }).get('/public-link/document')).body.data as DocumentDetail;
      expect(linked).toEqual({ ...page, may: linked.may, answer: linked.answer });
      const { text } = await read((await mine.get(`/documents/invoice/${id}/pdf`)).body as Buffer);
      const { lines, discounts, charges, taxes } = page;
      const amounts = [
        gross,
        ...lines.map(({ amount }) => amount),
        ...discounts.map(({ amount }) => -amount),
        ...charges.map(({ amount }) => amount),
        ...taxes.flatMap((each) => [each.tax, each.taxable]),
      ];
      for (const amount of amounts) expect(text).toContain(shownAs(amount, currency));
    }
  }

  const { rows, sums, total } = (await mine.get('/documents/invoice?pageSize=100')).body.data as {
    rows: DocumentRow[];
    sums: { currency: string; gross: number; balance: number }[];
    total: number;
  };
  const plain = ({ id, gross, terms }: (typeof expected)[number]) => ({ id, currency: terms.currency, gross, balance: gross });
  expect(total).toBe(expected.length);
  expect(new Map(rows.map(({ id, currency, gross, balance }) => [id, { id, currency, gross, balance }]))).toEqual(
    new Map(expected.map((one) => [one.id, plain(one)])),
  );
  const currencies = [...new Set(expected.map(({ terms }) => terms.currency))].sort();
  const inCurrency = (currency: string) => expected.filter(({ terms }) => terms.currency === currency);
  expect(sums).toEqual(
    currencies.map((currency) => {
      const gross = sum(inCurrency(currency).map((one) => one.gross));
      return { currency, gross, balance: gross };
    }),
  );
  // What is not above nothing is waited for by nobody.
  const waits = currencies.flatMap((currency) => {
    const open = inCurrency(currency).filter(({ gross }) => gross > 0);
    if (open.length === 0) return [];
    return [{ kind: 'open', type: 'invoice', currency, amount: sum(open.map(({ gross }) => gross)), count: open.length }];
  });
  const home = (await mine.get('/overview')).body.data as Overview;
  expect(home.sums).toEqual(waits);
  for (const { id, gross } of home.recent) expect(gross).toBe(expected.find((one) => one.id === id)?.gross);

  for (const currency of currencies) {
    const period = `from=2026-11-01&to=2026-12-31&currency=${currency}`;
    const { entries, opening, closing } = (await mine.get(`/statement?${period}`)).body.data as Statement;
    const moved = inCurrency(currency).filter(({ gross }) => gross !== 0);
    const owed = new Map(entries.filter(({ amount }) => amount !== 0).map(({ id, amount }) => [id, amount]));
    expect(owed).toEqual(new Map(moved.map(({ id, gross }) => [id, gross])));
    expect([opening, closing, entries.at(-1)?.balance]).toEqual([0, sum(moved.map(({ gross }) => gross)), closing]);
    const cells = parse((await mine.get(`/statement/csv?${period}`)).text, { bom: true, relax_column_count: true }).flat();
    const { text } = await read((await mine.get(`/statement/pdf?${period}`)).body as Buffer);
    for (const amount of [...moved.map(({ gross }) => gross), closing]) {
      expect(cells).toContain(majorUnits(amount, currency));
      expect(text).toContain(shownAs(amount, currency));
    }
  }

  expect((await theirs.get('/overview')).body.data).toEqual({ sums: [], recent: [], months: [], tasks: [] });
  expect((await theirs.get('/documents/invoice')).body.data).toMatchObject({ rows: [], total: 0, sums: [] });
  expect((await theirs.get(`/documents/invoice/${expected[0]!.id}`)).status).toBe(404);
});
