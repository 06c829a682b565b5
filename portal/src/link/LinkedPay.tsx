import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { sendByLink } from '../api/client';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { PayForm, type Order } from '../payments/PayForm';
import { portal } from '../portal-data';
import { useOnce } from '../session/useOnce';
import { Pending } from '../ui/Pending';
import css from './link.module.css';
import { LinkedPayment } from './LinkedPayment';
import { storedTrip, storeTrip } from './payment-trip';

/** What somebody without an account has none of. */
const NOTHING_KEPT = { saved: [], credit: 0, saveByDefault: null, more: false };

/** Pays the document that a public link opens, without signing in. Nothing where that is not offered, or nothing is left to pay. */
export function LinkedPay({ token, changed }: { token: string; changed: () => void }) {
  const { t } = useText();
  const { callByLink } = useOnce();
  const [trip] = useState(() => {
    const stored = storedTrip();
    return stored?.token === token ? stored.payment : undefined;
  });
  const [payment, setPayment] = useState({ id: trip, begun: false });
  const query = useQuery({
    queryKey: ['public-link', token, 'payment-options'],
    queryFn: () => sendByLink(token, 'GET /public-link/payment-options'),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    enabled: payment.id === undefined,
  });
  const { data, error } = query;

  if (payment.id !== undefined)
    return (
      <div className={css.pay}>
        <LinkedPayment
          token={token}
          payment={payment.id}
          begun={payment.begun}
          settled={changed}
          again={() => {
            storeTrip(null);
            setPayment({ id: undefined, begun: false });
          }}
        />
        <SignUpOffer />
      </div>
    );
  if (hasCode(error, 'preference-off') || hasCode(error, 'not-found') || data?.documents.length === 0) return null;

  const pay = async ({ plan, with: means }: Order) => {
    const [part] = plan.payParts;
    if (!data || !part || !means || 'saved' in means) return;
    const { provider, method } = means;
    const begun = await callByLink(token, 'POST /public-link/payments', {
      body: { currency: data.currency, amount: part.amount, left: part.left, provider, ...(method && { method }) },
    });
    storeTrip({ token, payment: begun.id });
    setPayment({ id: begun.id, begun: true });
  };
  return (
    <section className={css.pay} aria-label={t('pay.pay')}>
      <Pending query={query} shapes={['line', 'control', 'short']} className={pageCss.panel} what={t('pay.failed')} />
      {data && (
        <>
          <PayForm options={{ ...data, ...NOTHING_KEPT }} bulk={false} linked pay={pay} refresh={() => query.refetch()} />
          <SignUpOffer />
        </>
      )}
    </section>
  );
}

/** An account of one's own, where anybody may ask for one. Whether the address is known is nothing that this page tells. */
function SignUpOffer() {
  const { t } = useText();
  if (!portal.signIn.selfSignUp) return null;
  return (
    <p className={pageCss.muted}>
      {t('public-link.sign-up', { organisation: portal.organisation.name })} <Link to="/sign-up">{t('sign-in.sign-up')}</Link>
    </p>
  );
}
