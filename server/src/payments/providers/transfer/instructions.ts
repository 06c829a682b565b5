import type { NextStep, StartRequest } from '../../../../../config/payment-provider';
import type { PreferenceValues } from '../../../../../plugin/preferences';
import { moneyText } from '../../../../../plugin/rules/money/text';
import { plainIban } from '../../../../../plugin/rules/payments/bank-account';
import { creditorReference, inGroups } from '../../../../../plugin/rules/payments/creditor-reference';
import de from './words/de.json';
import en from './words/en.json';
import { epcCode, upiLink } from './qr';

export type TransferValues = Pick<
  PreferenceValues,
  'bankTransfer' | 'transferHolder' | 'transferIban' | 'transferBic' | 'transferUpi' | 'transferDetails'
>;

/** Of a payment, as much as its transfer needs. */
export type Transferred = Pick<StartRequest, 'reference' | 'amount' | 'currency'> & { payer: Pick<StartRequest['payer'], 'language'> };

/** Currencies that somebody can be told where to transfer: euros to an IBAN, rupees to a UPI address, all others by details. */
export function transferCurrencies({ transferIban, transferUpi, transferDetails }: TransferValues): readonly string[] | '*' {
  if (transferDetails.trim() !== '') return '*';
  return [...(transferIban === '' ? [] : ['EUR']), ...(transferUpi === '' ? [] : ['INR'])];
}

/** What a customer needs to transfer an amount, in its language, with what a QR code holds. */
export function transferInstructions(values: TransferValues, { reference, amount, currency, payer }: Transferred): NextStep {
  const { transferHolder: holder, transferIban: iban, transferBic: bic, transferUpi: upi, transferDetails: details } = values;
  const words = payer.language === 'de' ? de : en;
  const toIban = currency === 'EUR' && iban !== '';
  const toUpi = currency === 'INR' && upi !== '';
  const said = creditorReference(reference);
  const transfer = { holder, amount, reference: said };
  const lines = [
    { label: words.holder, value: holder.trim(), copy: true },
    { label: words.iban, value: toIban ? inGroups(plainIban(iban)) : '', copy: true },
    { label: words.bic, value: toIban ? bic : '', copy: true },
    { label: words.upi, value: toUpi ? upi : '', copy: true },
    { label: words.amount, value: moneyText(amount, currency, payer.language), copy: false },
    { label: words.reference, value: inGroups(said), copy: true },
    { label: words.details, value: details.trim(), copy: false },
  ].filter(({ value }) => value !== '');
  const qr = toIban ? epcCode({ ...transfer, iban, bic }) : toUpi ? upiLink({ ...transfer, upi }) : null;
  return { kind: 'instructions', lines, qr, expiresAt: null };
}
