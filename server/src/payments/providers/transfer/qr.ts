import { majorUnits } from '../../../../../plugin/rules/money/text';
import { plainIban } from '../../../../../plugin/rules/payments/bank-account';

interface Transfer {
  holder: string;
  /** Minor units of the currency that the code is for. */
  amount: number;
  reference: string;
}

/** Cents: what a SEPA credit transfer takes, 0.01 to 999,999,999.99. */
const EPC_MOST = 99_999_999_999;

/**
 * What a QR code for banks of the euro area holds (EPC069-12 v2.1, version 002): UTF-8, a line each, the reference as a
 * structured one (ISO 11649). Null where it cannot be one: without a holder, or an amount that SEPA does not take.
 */
export function epcCode({ holder, amount, reference, iban, bic }: Transfer & { iban: string; bic: string }): string | null {
  const name = holder.trim().slice(0, 70);
  if (name === '' || amount < 1 || amount > EPC_MOST) return null;
  return ['BCD', '002', '1', 'SCT', bic, name, plainIban(iban), `EUR${majorUnits(amount, 'EUR')}`, '', reference].join('\n');
}

/** The address that UPI apps open (NPCI, UPI Linking Specification): whom, how much in rupees, and what it is for. */
export function upiLink({ holder, amount, reference, upi }: Transfer & { upi: string }): string {
  const parts = { pn: holder.trim(), am: majorUnits(amount, 'INR'), cu: 'INR', tn: reference };
  const rest = Object.entries(parts).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${encodeURIComponent(value)}`]));
  // The address as it is: some apps do not decode its @.
  return `upi://pay?${[`pa=${upi}`, ...rest].join('&')}`;
}
