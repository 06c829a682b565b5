import type { documentActionsContract } from '../../../plugin/contract/editor/documents';
import type { ReturnOf } from '../../../plugin/contract/endpoint';
import type { DocumentLines, Line, TaxRate } from '../../../plugin/rules/documents/lines';
import { formatNumber } from '../../../plugin/rules/documents/number';
import { seriesOf } from '../../../plugin/rules/documents/series';
import { dateIn, plusDays } from '../../../plugin/rules/calendar';
import type { DocumentSettings } from '../../../plugin/settings/documents';
import { now } from '../platform/clock';
import { PdfError } from '../platform/pdf';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { figuresOf } from './figures';
import { sellerOf } from './parties';
import { speaker } from './pdf-document';
import type { DocumentRow } from './rows';
import { documentsOf } from './service';

type Sample = ReturnOf<(typeof documentActionsContract)['sample']>;

/** Where a template was wrong, at most. */
const MOST_PLACES = 5;

/** Two lines, of the first rates that the settings offer. */
function linesBy(rates: readonly TaxRate[], item: string): DocumentLines {
  const line = (id: string, rate: string, quantity: string, tax: TaxRate | undefined): Line => {
    const rest = { description: '', unit: '', discount: null, tax: tax ?? null };
    return { id, item: `${item} ${id}`, quantity, rate, ...rest };
  };
  return {
    version: 1,
    lines: [line('1', '120', '2', rates[0]), line('2', '49.90', '1', rates[1] ?? rates[0])],
    discounts: [],
    charges: [],
  };
}

/** An invoice that is none, as the settings would make it today. */
async function rowBy(strapi: Strapi, values: DocumentSettings): Promise<DocumentRow> {
  const { taxRates, ...changed } = values;
  const preferences = { ...(await settingsOf(strapi).preferences()), ...changed };
  const today = dateIn(preferences.timeZone, now(strapi));
  const { first, ...series } = seriesOf('invoice', preferences, today);
  const usual = { currency: preferences.defaultCurrency, taxRounding: preferences.taxRounding };
  const { say } = speaker(preferences.defaultLanguage, usual.currency);
  const figures = figuresOf('invoice', { lines: linesBy(taxRates, say('sample.item')) }, usual);
  return {
    ...figures,
    documentId: 'sample',
    state: 'draft',
    number: formatNumber(series, first, today),
    issueDate: today,
    untilDate: plusDays(today, preferences.invoiceDays),
    language: null,
    pricesIncludeTax: false,
    reference: null,
    notes: null,
    terms: null,
    seller: sellerOf(preferences),
    buyer: { name: say('sample.customer'), address: [], taxNumber: '', email: '' },
    updatedAt: now(strapi),
  } as unknown as DocumentRow;
}

/** A sample by settings that need not be saved, or what is wrong with the template: editors are told what customers never are. */
export async function sampleOf(strapi: Strapi, values: DocumentSettings): Promise<Sample> {
  const { taxRates: _rates, ...changed } = values;
  try {
    const bytes = await documentsOf(strapi).pdfs.sample('invoice', await rowBy(strapi, values), changed);
    return { pdf: Buffer.from(bytes).toString('base64'), problem: null };
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    const places = error.problems.slice(0, MOST_PLACES).map(({ message, file = '', line = null }) => ({ message, file, line }));
    return { pdf: null, problem: { reason: error.reason, message: error.message, places } };
  }
}
