import { STATEMENT_MOST, type Statement, type StatementQuery } from '../../../../plugin/contract/customer/statement';
import { fileName } from '../../../../plugin/rules/file-name';
import type { Language } from '../../../../plugin/vocabulary';
import type { Download } from '../../kernel/binder';
import type { SessionParty } from '../../kernel/party';
import { OWN, repository } from '../../kernel/repository';
import { now } from '../../platform/clock';
import { fieldError } from '../../platform/errors';
import { createLimiter } from '../../platform/limits';
import type { Strapi } from '../../platform/strapi';
import { settingsOf } from '../../settings';
import type { OwnDocuments } from '../own';
import { buyerOf, sellerOf, type BilledCustomer } from '../parties';
import { speaker } from '../pdf-document';
import { createRender } from '../render';
import { csvStatementOf, pdfStatementOf } from './present';
import { createStatement } from './statement';

/** PDFs of statements that a contact has made; each is made anew, of up to as many entries as a statement has. */
const PDFS = { name: 'statement-pdf', points: 60, windowSeconds: 600 };

/** Statements of account: as data, as a PDF and as CSV. */
export function createStatements(strapi: Strapi, own: OwnDocuments) {
  const find = createStatement(strapi, own);
  const { render } = createRender(strapi);
  const made = createLimiter(strapi, PDFS);

  /** @throws PortalError `invalid-request` for a period with too many entries */
  async function whole(party: SessionParty, query: StatementQuery): Promise<{ statement: Statement; language: Language }> {
    const statement = await find(party, query);
    if (statement.count > STATEMENT_MOST)
      throw fieldError(['query', 'from'], 'too-many', `begins a period with more than ${STATEMENT_MOST} entries`);
    return { statement, language: party.contact.language ?? (await settingsOf(strapi).preferences()).defaultLanguage };
  }

  const file = (
    bytes: Buffer,
    { from, to, currency }: Statement,
    language: Language,
    as: { extension: string; mime: string },
  ): Download => ({
    open: () => bytes,
    size: bytes.byteLength,
    name: fileName(`${speaker(language, currency).say('statement')} ${from} – ${to} ${currency}.${as.extension}`),
    mime: as.mime,
  });

  return {
    find,

    /** @throws PortalError `invalid-request`, `pdf-failed`, `too-many-requests` */
    async pdf(party: SessionParty, query: StatementQuery): Promise<Download> {
      await made.count(String(party.contact.id));
      const { statement, language } = await whole(party, query);
      const preferences = await settingsOf(strapi).preferences();
      const { logoFile } = (await settingsOf(strapi).get('general')).values;
      const customer = await repository<BilledCustomer>(strapi, party, OWN.customer).one({});
      const data = pdfStatementOf(statement, {
        paper: preferences.pdfPaper,
        accent: preferences.accentColour,
        language,
        seller: sellerOf(preferences),
        buyer: customer ? buyerOf(customer) : { name: party.customer.name, address: [], taxNumber: '', email: '' },
      });
      const { made: pdf } = await render('statement', data, { created: now(strapi), logoFile }, 'a statement');
      return file(Buffer.from(pdf.bytes), statement, language, { extension: 'pdf', mime: 'application/pdf' });
    },

    /** @throws PortalError `invalid-request` */
    async csv(party: SessionParty, query: StatementQuery): Promise<Download> {
      const { statement, language } = await whole(party, query);
      const bytes = Buffer.from(csvStatementOf(statement, language));
      return file(bytes, statement, language, { extension: 'csv', mime: 'text/csv; charset=utf-8' });
    },
  };
}
