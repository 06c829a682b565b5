import { useEffect, useRef, type ReactNode } from 'react';
import type { PaymentDetail } from '../../../plugin/contract/customer/payments';
import { useFigures } from '../documents/useFigures';
import pageCss from '../app/page.module.css';
import { useText, type Text } from '../language/useText';
import { portal } from '../portal-data';
import { announce } from '../ui/announce';
import css from './payments.module.css';
import { PaymentBadge } from './PaymentBadge';
import { useMethodWords } from './words';

/** What is known of a payment, by whichever way it is looked at. */
export type SeenPayment = Pick<
  PaymentDetail,
  | 'id'
  | 'state'
  | 'at'
  | 'date'
  | 'currency'
  | 'amount'
  | 'refunded'
  | 'method'
  | 'failure'
  | 'ended'
  | 'slow'
  | 'next'
  | 'mayCancel'
  | 'proofs'
>;

/** What a state means, and what the customer can expect. */
function meaningOf({ state, slow, failure, ended, next }: SeenPayment, amount: string, t: Text['t']): string {
  const organisation = portal.organisation.name;
  switch (state) {
    case 'created':
      return t('payment.meaning.created');
    case 'requires-action':
      if (!next) return t('payment.meaning.others');
      if (next.kind !== 'instructions') return t('payment.meaning.waits');
      return t(next.told ? 'payment.meaning.told' : 'payment.meaning.transfer', { amount, organisation });
    case 'pending':
      return t(slow ? 'payment.meaning.slow' : 'payment.meaning.pending');
    case 'unknown':
      return t('payment.meaning.unknown');
    case 'succeeded':
      return t('payment.meaning.succeeded', { amount });
    case 'failed':
      return t(`payment.failure.${failure ?? 'other'}`, { organisation });
    case 'canceled':
      return ended ? t(`payment.ended.${ended}`, { organisation }) : t('payment.meaning.canceled');
  }
}

/** Where a payment stands, how much it is, and what can be done. What changes by itself is said, too. */
export function PaymentState({ payment, children }: { payment: SeenPayment; children?: ReactNode }) {
  const { t } = useText();
  const { money, date } = useFigures();
  const { nameOf } = useMethodWords();
  const { state, currency, refunded, method } = payment;
  const amount = money(payment.amount, currency);
  const meaning = meaningOf(payment, amount, t);
  const said = useRef(meaning);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (said.current !== meaning) {
      announce([t(`payment.state.${state}`), meaning].join('. '));
      // The button that was pressed may be gone.
      if (document.activeElement === document.body) box.current?.focus();
    }
    said.current = meaning;
  }, [meaning, state, t]);
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={[css.state, css[`state-${state}`]].filter(Boolean).join(' ')}
      aria-label={t('document.type.payment')}
    >
      <p>
        <PaymentBadge state={state} />
      </p>
      <p className={css.total}>{amount}</p>
      <p>{meaning}</p>
      {refunded > 0 && <p>{t('payment.refunded', { amount: money(refunded, currency) })}</p>}
      {method && (
        <p className={pageCss.muted}>
          {payment.date === null
            ? t('payment.with', { method: nameOf(method) })
            : t('payment.with-on', { method: nameOf(method), date: date(payment.date) })}
        </p>
      )}
      {children}
    </section>
  );
}
