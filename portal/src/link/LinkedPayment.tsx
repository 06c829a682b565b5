import { useCallback, useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { isUnsettled } from '../../../plugin/rules/payments/states';
import { hasCode } from '../api/api-error';
import { sendByLink, type Response } from '../api/client';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { NextStep } from '../payments/NextStep';
import { PaymentState } from '../payments/PaymentState';
import { usePolling } from '../payments/polling';
import { Button } from '../ui/Button';
import { Pending } from '../ui/Pending';
import { LinkedProofs } from './LinkedProofs';
import { storeTrip } from './payment-trip';

interface LinkedPaymentProps {
  token: string;
  payment: string;
  begun: boolean;
  /** It will not change any more by itself. */
  settled: () => void;
  /** Leads back to where it is paid. */
  again: () => void;
}

/** What became of a payment that was begun with a link. */
export function LinkedPayment({ token, payment, begun, settled, again }: LinkedPaymentProps) {
  const { t } = useText();
  const client = useQueryClient();
  const queryKey = ['public-link', token, 'payment', payment];
  const query = useQuery({
    queryKey,
    queryFn: () => sendByLink(token, 'GET /public-link/payments/:payment', { params: { payment } }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const { data, error, refetch } = query;
  const open = data !== undefined && isUnsettled(data.state);
  const over = data !== undefined && !open;
  const gone = hasCode(error, 'not-found') || hasCode(error, 'preference-off');
  const ask = useCallback(() => refetch(), [refetch]);
  usePolling(open, ask);
  const told = useRef(false);
  useEffect(() => {
    if (told.current || (!over && !gone)) return;
    told.current = true;
    storeTrip(null);
    if (gone) again();
    else settled();
  });

  if (!data) return <Pending query={query} shapes={['line', 'short']} className={pageCss.panel} what={t('pay.failed')} />;
  const take = (now: Response<'GET /public-link/payments/:payment'>) => client.setQueryData(queryKey, now);
  return (
    <PaymentState payment={data}>
      <NextStep
        payment={data}
        begun={begun}
        cancel={async () => {
          take(await sendByLink(token, 'POST /public-link/payments/:payment/cancellation', { params: { payment } }));
        }}
        link={token}
        tell={async () => {
          take(await sendByLink(token, 'POST /public-link/payments/:payment/transfer', { params: { payment } }));
        }}
      >
        <LinkedProofs token={token} payment={data} changed={ask} />
      </NextStep>
      {(data.state === 'failed' || data.state === 'canceled') && <Button onClick={again}>{t('try-again')}</Button>}
    </PaymentState>
  );
}
