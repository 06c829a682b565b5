import type { StartRequest } from '../../../../config/payment-provider';
import { isCreditorReference } from '../../../../plugin/rules/payments/creditor-reference';
import { createTransferProvider, type TransferValues } from '../../../../server/src/payments/providers/transfer';

const VALUES: TransferValues = {
  bankTransfer: true,
  transferHolder: 'Müller & Söhne GmbH',
  transferIban: 'DE89 3704 0044 0532 0130 00',
  transferBic: 'COBADEFFXXX',
  transferUpi: 'mueller@okbank',
  transferDetails: '',
};
const REQUEST: StartRequest = {
  reference: 'tz4a98xxat96iws9zmbrgj3a',
  amount: 123456,
  currency: 'EUR',
  description: 'Invoice INV-1',
  payer: { customer: 'c', name: 'Ada', email: 'ada@example.com', language: 'en', account: null },
  returnUrl: 'https://portal.example.com',
  save: false,
};

const make = (values: Partial<TransferValues> = {}, waits: StartRequest | null = REQUEST) =>
  createTransferProvider(
    { ...VALUES, ...values },
    {
      key: 'transfer',
      now: () => new Date(),
      log: { warn: () => undefined, error: () => undefined },
      waiting: () => Promise.resolve(waits),
    },
  );

async function shown(values: Partial<TransferValues> = {}, request: Partial<StartRequest> = {}) {
  const verdict = await make(values).start({ ...REQUEST, ...request });
  if (verdict.state !== 'requires-action' || verdict.next.kind !== 'instructions') throw new Error('no instructions');
  return verdict.next;
}

describe('paying by bank transfer', () => {
  it('says where to, how much, and with which reference', async () => {
    const { lines } = await shown();
    expect(lines.map(({ label, value }) => [label, value])).toEqual([
      ['Account holder', 'Müller & Söhne GmbH'],
      ['IBAN', 'DE89 3704 0044 0532 0130 00'],
      ['BIC', 'COBADEFFXXX'],
      ['Amount', '€1,234.56'],
      ['Reference', expect.stringMatching(/^RF\d\d (?:[A-Z0-9]{4} ){2}[A-Z0-9]{4}$/u)],
    ]);
    expect(isCreditorReference(lines.at(-1)?.value ?? '')).toBe(true);
  });

  it('speaks the language of who pays', async () => {
    const { lines } = await shown({}, { payer: { ...REQUEST.payer, language: 'de' } });
    expect(lines.map(({ label }) => label)).toEqual(['Kontoinhaber', 'IBAN', 'BIC', 'Betrag', 'Verwendungszweck']);
    expect(lines[3]?.value).toBe('1.234,56\u00A0€');
  });

  it('has a QR code for banking apps, as the EPC wants it', async () => {
    const { qr, lines } = await shown();
    const reference = lines.at(-1)?.value.replaceAll(' ', '');
    expect(qr?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'COBADEFFXXX',
      'Müller & Söhne GmbH',
      'DE89370400440532013000',
      'EUR1234.56',
      '',
      reference,
    ]);
    expect(Buffer.byteLength(qr ?? '', 'utf8')).toBeLessThanOrEqual(331);
  });

  it('has no QR code where there cannot be one', async () => {
    expect((await shown({ transferHolder: '' })).qr).toBeNull();
    expect((await shown({}, { amount: 100_000_000_000 })).qr).toBeNull();
    expect((await shown({ transferIban: '' })).qr).toBeNull();
    expect((await shown({ transferDetails: 'Account 12' }, { currency: 'USD' })).qr).toBeNull();
  });

  it('has a link for UPI apps for rupees, and no IBAN', async () => {
    const { qr, lines } = await shown({}, { currency: 'INR' });
    const link = new URL(qr ?? '');
    expect(qr).toMatch(/^upi:\/\/pay\?pa=mueller@okbank&pn=M%C3%BCller%20%26%20S%C3%B6hne%20GmbH&am=1234\.56&cu=INR&tn=RF/u);
    expect([...link.searchParams.keys()]).toEqual(['pa', 'pn', 'am', 'cu', 'tn']);
    expect(lines.map(({ label }) => label)).toEqual(['Account holder', 'UPI address', 'Amount', 'Reference']);
  });

  it('is offered for currencies that there is an account for', () => {
    expect(make().capabilities.currencies).toEqual(['EUR', 'INR']);
    expect(make({ transferUpi: '' }).capabilities.currencies).toEqual(['EUR']);
    expect(make({ transferDetails: 'Account 12' }).capabilities.currencies).toBe('*');
    expect(make({ transferIban: '', transferUpi: '' }).capabilities.currencies).toEqual([]);
  });

  it('never says that money has come: only an editor knows', async () => {
    const which = { providerPayment: null, reference: REQUEST.reference };
    expect(await make().retrieve(which)).toEqual(await make().start(REQUEST));
    expect(await make({}, null).retrieve(which)).toBeNull();
    expect(await make().cancel(which)).toEqual({ state: 'canceled' });
  });

  it('says what is missing', async () => {
    expect(await make().test()).toMatchObject({ ok: true });
    expect(await make({ transferIban: '', transferUpi: '' }).test()).toMatchObject({ ok: false });
    expect(await make({ bankTransfer: false }).test()).toMatchObject({ ok: false });
  });
});
