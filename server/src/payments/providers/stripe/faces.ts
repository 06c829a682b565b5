import type Stripe from 'stripe';
import type { MethodKind } from '../../../../../plugin/payments/kinds';
import type { MethodFace, SavedMethod } from '../../../../../config/payment-provider';
import { idOf } from './client';

const KINDS: Record<string, MethodKind> = {
  card: 'card',
  sepa_debit: 'sepa-debit',
  us_bank_account: 'ach-debit',
  upi: 'upi',
  customer_balance: 'transfer',
  link: 'wallet',
  paypal: 'wallet',
  amazon_pay: 'wallet',
  cashapp: 'wallet',
  revolut_pay: 'wallet',
  wechat_pay: 'wallet',
  alipay: 'wallet',
};

type Allowed = Stripe.Checkout.SessionCreateParams.AllowedPaymentMethodType & Stripe.PaymentIntentCreateParams.AllowedPaymentMethodType;
/** What Stripe is told to offer for a kind. Apple Pay and Google Pay are cards to it. */
export const OFFERED: Partial<Record<MethodKind, Allowed[]>> = {
  card: ['card'],
  wallet: ['card', 'link', 'paypal'],
  'sepa-debit': ['sepa_debit'],
  'ach-debit': ['us_bank_account'],
  upi: ['upi'],
};

/** `apple_pay` as people write it. Names of companies: the same in all languages. */
const named = (type: string): string =>
  type.replace(/(?:^|_)([a-z])/gu, (_all, letter: string, at: number) => (at ? ' ' : '') + letter.toUpperCase());

/** The parts of a method that Stripe describes alike where it is kept and where it was charged. */
interface Described {
  type: string;
  card?: {
    brand?: string | null;
    last4?: string | null;
    exp_month?: number | null;
    exp_year?: number | null;
    wallet?: { type: string } | null;
  };
  sepa_debit?: { last4: string | null };
  us_bank_account?: { last4: string | null; bank_name: string | null };
}

/** What stands on a receipt of a method. Pure. */
export function faceOf({ type, card, sepa_debit: sepa, us_bank_account: ach }: Described): MethodFace {
  const kind = KINDS[type] ?? 'other';
  if (card) {
    const { brand, last4, exp_month: month, exp_year: year, wallet } = card;
    return {
      kind: wallet ? 'wallet' : kind,
      brand: named(wallet?.type ?? brand ?? ''),
      last4: last4 ?? '',
      expires: month && year ? { month, year } : null,
    };
  }
  const brand = ach ? (ach.bank_name ?? '') : sepa ? '' : named(type);
  return { kind, brand, last4: (sepa ?? ach)?.last4 ?? '', expires: null };
}

export const savedMethodOf = (method: Stripe.PaymentMethod): SavedMethod => ({ reference: method.id, ...faceOf(method) });

/** What Stripe says of iDEAL and its like once they were used: a debit was made of the account, and that is what is kept. */
interface Used {
  iban_last4: string | null;
  generated_sepa_debit: string | { id: string } | null;
}

/** The method that is charged later; null where nothing was kept. Pure. */
export function keptMethodOf(
  method: Stripe.PaymentMethod | null,
  used: { ideal?: Used; bancontact?: Used; sofort?: Used } | null | undefined,
): SavedMethod | null {
  const bank = used?.ideal ?? used?.bancontact ?? used?.sofort;
  const debit = idOf(bank?.generated_sepa_debit);
  if (debit !== null) return { reference: debit, kind: 'sepa-debit', brand: '', last4: bank?.iban_last4 ?? '', expires: null };
  return method?.customer ? savedMethodOf(method) : null;
}
