import type { PdfDocument } from '../../../plugin/pdf-document';
import { fileName } from '../../../plugin/rules/file-name';
import { buyerOf, createRender, minorUnitsOf, partyLines, sellerOf, speaker, type BilledCustomer } from '../documents';
import type { Download } from '../kernel/binder';
import { OWN, repository } from '../kernel/repository';
import type { SessionParty } from '../kernel/party';
import { createLimiter } from '../platform/limits';
import { toDate, type Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { faceOf, spentOf } from './present';
import { partRows, type PaymentRow } from './rows';

/** Receipts that a contact has made. */
const PDFS = { name: 'receipt-pdf', points: 60, windowSeconds: 600 };

/** Receipts of payments, as PDFs: what was paid, with what, and for what. */
export function createReceipts(strapi: Strapi) {
  const { render } = createRender(strapi);
  const made = createLimiter(strapi, PDFS);

  return {
    /** @throws PortalError `pdf-failed`, `too-many-requests` */
    async download(row: PaymentRow, party: SessionParty): Promise<Download> {
      await made.count(String(party.contact.id));
      const preferences = await settingsOf(strapi).preferences();
      const { logoFile } = (await settingsOf(strapi).get('general')).values;
      const language = party.contact.language ?? preferences.defaultLanguage;
      const speech = speaker(language, row.currency);
      const { say, money, date } = speech;
      const seller = sellerOf(preferences);
      const customer = await repository<BilledCustomer>(strapi, party, OWN.customer).one({});
      const buyer = customer ? buyerOf(customer) : { name: party.customer.name, address: [], taxNumber: '', email: '' };
      const rows = await partRows(strapi).findMany({ where: { payment: row.documentId }, orderBy: { position: 'asc' } });
      const { parts, credited } = await spentOf(strapi, row, rows);
      const [amount, refunded] = [minorUnitsOf(row.amount), minorUnitsOf(row.refunded)];
      const face = faceOf(row);
      const method = face && [face.brand || say(`receipt.kind.${face.kind}`), face.last4 && `•••• ${face.last4}`].filter(Boolean).join(' ');
      const line = (item: string, one: number) => ({ item, amount: money(one) });
      const data: PdfDocument = {
        paper: preferences.pdfPaper,
        language,
        direction: 'ltr',
        accent: preferences.accentColour,
        title: say('receipt'),
        number: row.number ?? '',
        sender: { name: seller.name, lines: partyLines(seller, speech) },
        recipient: { heading: say('statement.for'), name: buyer.name, lines: partyLines(buyer, speech) },
        facts: [
          ...(row.date ? [{ label: say('receipt.date'), value: date(row.date) }] : []),
          ...(method ? [{ label: say('receipt.with'), value: method }] : []),
        ],
        lines: {
          columns: [
            { key: 'item', label: say('receipt.for') },
            { key: 'amount', label: say('statement.amount') },
          ],
          rows: [
            ...parts.flatMap(({ type, number, applied }) => (applied > 0 ? [line(`${say(type)} ${number}`, applied)] : [])),
            ...(credited > 0 ? [line(say('receipt.credit'), credited)] : []),
          ],
        },
        totals: [
          ...(refunded > 0 ? [{ label: say('receipt.refunded'), value: money(-refunded) }] : []),
          { label: say('receipt.total'), value: money(amount), strong: true },
        ],
        notes: [],
        foot: [[seller.name, seller.address.join(', ')].filter(Boolean).join('\n')].filter(Boolean),
        pageOf: say('pageOf'),
      };
      const created = toDate(row.settledAt ?? row.begunAt);
      const { made: pdf } = await render('document', data, { created, logoFile }, 'a receipt');
      const bytes = Buffer.from(pdf.bytes);
      const name = fileName(`${say('receipt')} ${row.number ?? ''}.pdf`);
      return { open: () => bytes, size: bytes.byteLength, name, mime: 'application/pdf' };
    },
  };
}
