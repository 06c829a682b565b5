import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { BackLink } from '../modules/BackLink';
import type { PaymentArrival } from '../payments/arrival';
import { choiceOf, type PayChoice } from '../payments/choice';
import { PayForm, type Order } from '../payments/PayForm';
import { forgetMoney, optionsQuery, paymentQuery } from '../payments/queries';
import { useMayPay } from '../payments/useMayPay';
import { portal } from '../portal-data';
import { useSession } from '../session/session';
import { useOnce } from '../session/useOnce';
import { LinkButton } from '../ui/LinkButton';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import NotFound from './NotFound';

/** What is to be paid, and how. */
export default function Pay() {
  const choice = choiceOf(useLocation());
  const mayPay = useMayPay();
  return choice && mayPay ? <Chosen key={JSON.stringify(choice)} choice={choice} /> : <NotFound />;
}

function Chosen({ choice }: { choice: PayChoice }) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { abilities } = useSession();
  const { money } = useFigures();
  const { call } = useOnce();
  const [used, setUsed] = useState<string>();
  const query = useQuery(optionsQuery(choice));
  const { data, error } = query;
  const only = 'documents' in choice && choice.documents.length === 1 ? choice.documents[0] : undefined;
  if (hasCode(error, 'not-found') || hasCode(error, 'preference-off') || hasCode(error, 'not-allowed')) return <NotFound />;

  const pay = async ({ plan, with: means }: Order) => {
    if (!data) return;
    const { currency } = data;
    if (plan.creditParts.length > 0) {
      await call('POST /credit-uses', { body: { currency, parts: plan.creditParts } });
      // Said where what comes then does not work: the credit stays used.
      setUsed(t('pay.credit-used-before', { amount: money(plan.credit, currency) }));
      forgetMoney(client);
    }
    if (!means) {
      navigate(only ? `/documents/${only.type}/${only.id}` : '/payments', { replace: true, state: { done: 'pay.credit-done' } });
      return;
    }
    const payment = await call('POST /payments', { body: { currency, parts: plan.payParts, with: means } });
    client.setQueryData(paymentQuery(payment.id).queryKey, payment);
    forgetMoney(client);
    // In place of the form: the way back from the provider's page leads to what became of it.
    navigate(`/payments/${payment.id}`, { replace: true, state: { done: 'begun' } satisfies PaymentArrival });
  };

  return (
    <>
      {only && <BackLink to={`/documents/${only.type}/${only.id}`}>{t(`document.type.${only.type}`)}</BackLink>}
      <Page title={t('pay.title')}>
        {used && <Notice kind="info" text={used} />}
        <Pending query={query} shapes={['line', 'line', 'control', 'control', 'short']} className={pageCss.panel} />
        {data &&
          (data.documents.length === 0 ? (
            <NothingDue />
          ) : (
            <PayForm options={data} bulk={abilities.bulkPayments} pay={pay} refresh={() => query.refetch()} />
          ))}
      </Page>
    </>
  );
}

function NothingDue() {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <h2>{t('pay.nothing-due')}</h2>
      <p className={pageCss.muted}>{t('pay.nothing-due-text', { organisation: portal.organisation.name })}</p>
      <p>
        <LinkButton to="/">{t('not-found.home')}</LinkButton>
      </p>
    </section>
  );
}
