import { Flex, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { isAsked } from '../../../plugin/payments/kinds';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { Fact, FactList } from '../components/Fact';
import { useDay } from '../components/use-day';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { CUSTOMER_UID } from '../people/uid';
import { PaymentStateBadge } from './state';
import { methodWords } from './words';

/** Where a payment stands, whose it is and what it was paid with. */
export function PaymentFacts({ payment }: { payment: EditorPayment }) {
  const t = useMessages();
  const instant = useInstant();
  const day = useDay();
  const { state, failure, ended, customer, number, at, date, method, provider, origin, providerPayment, reference } = payment;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <PaymentStateBadge state={state} />
      <FactList>
        {failure && (
          <Fact label={t('payments.failure')}>
            {t(`payments.failure.${failure.code}`)}
            {failure.message && `: ${failure.message}`}
          </Fact>
        )}
        {ended && <Fact label={t('payments.ended')}>{t(`payments.ended.${ended}`)}</Fact>}
        {customer && (
          <Fact label={t('payments.column.customer')}>
            <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${customer.id}`}>
              {customer.name}
            </Link>
          </Fact>
        )}
        {number && <Fact label={t('payments.receipt')}>{number}</Fact>}
        <Fact label={t('payments.begun')}>{instant(at)}</Fact>
        {date && <Fact label={t('payments.paid-on')}>{day(date)}</Fact>}
        <Fact label={t('payments.method')}>{methodWords(t, method)}</Fact>
        <Fact label={t('payments.origin')}>{t(`payments.origin.${origin}`)}</Fact>
        {isAsked(provider) && <Fact label={t('payments.provider')}>{provider}</Fact>}
        {providerPayment && <Fact label={t('payments.provider-payment')}>{providerPayment}</Fact>}
        {reference && <Fact label={t('payments.reference')}>{reference}</Fact>}
      </FactList>
    </Flex>
  );
}
