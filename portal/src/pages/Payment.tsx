import { useCallback } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { PaymentDetail } from '../../../plugin/contract/customer/payments';
import { isUnsettled } from '../../../plugin/rules/payments/states';
import { hasCode } from '../api/api-error';
import { addressOf } from '../api/client';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { BackLink } from '../modules/BackLink';
import { useArrival } from '../modules/useArrival';
import { payPath } from '../payments/choice';
import { NextStep } from '../payments/NextStep';
import { OwnProofs } from '../payments/OwnProofs';
import { PaidFor, Refunds } from '../payments/Paid';
import { PaymentState } from '../payments/PaymentState';
import { usePolling } from '../payments/polling';
import { forgetMoney, paymentQuery } from '../payments/queries';
import { useMayPay } from '../payments/useMayPay';
import { useMoment } from '../security/useMoment';
import { call } from '../session/call';
import { Icon } from '../ui/Icon';
import { LinkButton } from '../ui/LinkButton';
import { Loading, Skeleton } from '../ui/Skeleton';
import uiCss from '../ui/ui.module.css';
import NotFound from './NotFound';

/** What became of a payment: also where the customer comes back to from a provider's page. */
export default function Payment() {
  const { payment = '' } = useParams();
  const query = useQuery(paymentQuery(payment));
  const { data, error, refetch } = query;
  if (hasCode(error, 'not-found') || hasCode(error, 'invalid-request') || hasCode(error, 'not-allowed')) return <NotFound />;
  if (data) return <Known key={data.id} payment={data} />;
  if (error) return <FailedPage error={error} retry={() => void refetch()} />;
  return (
    <>
      <Loading shapes={['title', 'card']} />
      <div className={pageCss.panel}>
        <Skeleton shapes={['short', 'line', 'line']} />
      </div>
    </>
  );
}

function Known({ payment }: { payment: PaymentDetail }) {
  const { t } = useText();
  const { moment } = useMoment();
  const client = useQueryClient();
  const mayPay = useMayPay();
  const begun = useArrival<'begun'>() === 'begun';
  const { id, state, number, at, parts, returnTo } = payment;

  const take = useCallback(
    (now: PaymentDetail) => {
      client.setQueryData(paymentQuery(now.id).queryKey, now);
      if (!isUnsettled(now.state)) forgetMoney(client);
    },
    [client],
  );
  // A question that fails is asked again, and what was known stands meanwhile.
  const ask = useCallback(() => call('GET /payments/:payment', { params: { payment: id } }).then(take, () => undefined), [id, take]);
  usePolling(isUnsettled(state), ask);
  const params = { payment: id };
  const again = parts.flatMap(({ type, id: document }) => (document === null ? [] : [{ type, id: document }]));

  return (
    <>
      <BackLink to="/payments">{t('nav.payments')}</BackLink>
      <Page
        title={number === '' ? t('document.type.payment') : t('document.title', { type: t('document.type.payment'), number })}
        action={
          number !== '' && (
            <a className={uiCss.button} href={addressOf('/payments/:payment/receipt', { params, query: { as: 'attachment' } })} download>
              <Icon name="download" />
              {t('payment.receipt')}
            </a>
          )
        }
      >
        <PaymentState payment={payment}>
          <NextStep
            payment={payment}
            begun={begun}
            cancel={async () => take(await call('POST /payments/:payment/cancellation', { params }))}
            tell={async () => take(await call('POST /payments/:payment/transfer', { params }))}
          >
            <OwnProofs payment={payment} changed={ask} />
          </NextStep>
          {(state === 'failed' || state === 'canceled') && mayPay && again.length > 0 && (
            <LinkButton primary to={payPath(again)}>
              {t('try-again')}
            </LinkButton>
          )}
          {returnTo && (
            <a className={uiCss.button} href={returnTo.url}>
              {t('payment.back-to', { host: returnTo.host })}
            </a>
          )}
        </PaymentState>
        <PaidFor payment={payment} />
        <Refunds payment={payment} />
        <section className={pageCss.panel} aria-labelledby="payment-facts">
          <h2 id="payment-facts">{t('document.facts')}</h2>
          <dl className={pageCss.facts}>
            {number !== '' && (
              <>
                <dt>{t('payment.number')}</dt>
                <dd>{number}</dd>
              </>
            )}
            <dt>{t('payment.begun')}</dt>
            <dd>
              <time dateTime={at}>{moment(at)}</time>
            </dd>
          </dl>
        </section>
      </Page>
    </>
  );
}
