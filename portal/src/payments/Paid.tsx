import { Link } from 'react-router-dom';
import type { PaymentDetail } from '../../../plugin/contract/customer/payments';
import pageCss from '../app/page.module.css';
import documentCss from '../documents/documents.module.css';
import { documentPath } from '../documents/types';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { useMoment } from '../security/useMoment';

/** What a payment was for, and what of it is credit. */
export function PaidFor({ payment: { parts, credited, currency, state } }: { payment: PaymentDetail }) {
  const { t } = useText();
  const { money } = useFigures();
  if (parts.length === 0 && credited === 0) return null;
  return (
    <section className={pageCss.panel} aria-labelledby="payment-for">
      <h2 id="payment-for">{t('payment.for')}</h2>
      <ul role="list" className={documentCss.used}>
        {parts.map(({ type, id, number, amount, applied }) => {
          const name = t('document.title', { type: t(`document.type.${type}`), number });
          const differs = state === 'succeeded' && applied !== amount;
          return (
            <li key={`${type} ${number}`}>
              <span className={documentCss.what}>
                {id === null ? name : <Link to={documentPath({ type, id })}>{name}</Link>}
                {differs && <span className={documentCss.description}>{t('payment.applied', { amount: money(applied, currency) })}</span>}
              </span>
              <span className={documentCss.amount}>{money(amount, currency)}</span>
            </li>
          );
        })}
        {credited > 0 && (
          <li>
            <span>{t('payment.credited')}</span>
            <span className={documentCss.amount}>{money(credited, currency)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

/** What was given back of a payment. */
export function Refunds({ payment: { refunds, currency } }: { payment: PaymentDetail }) {
  const { t } = useText();
  const { money } = useFigures();
  const { day } = useMoment();
  if (refunds.length === 0) return null;
  return (
    <section className={pageCss.panel} aria-labelledby="payment-refunds">
      <h2 id="payment-refunds">{t('related.refunds')}</h2>
      <ul role="list" className={documentCss.used}>
        {refunds.map(({ id, at, amount, state, toCredit }) => (
          <li key={id}>
            <span className={documentCss.what}>
              <time dateTime={at}>{day(at)}</time>
              <span className={documentCss.description}>{t(toCredit ? 'payment.refund.to-credit' : `payment.refund.${state}`)}</span>
            </span>
            <span className={documentCss.amount}>{money(amount, currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
