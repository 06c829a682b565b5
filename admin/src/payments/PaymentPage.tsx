import { Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Flex, Grid } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useParams } from 'react-router-dom';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { BackLink } from '../components/BackLink';
import { LoadFailure } from '../components/LoadFailure';
import { Screen } from '../components/Screen';
import { Section } from '../components/Section';
import { amountText } from '../documents/amount-text';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { Attention } from './Attention';
import { PAYMENTS_PATH } from './filter';
import { PaymentActions } from './PaymentActions';
import { PaymentFacts } from './PaymentFacts';
import { Events, Parts, Refunds } from './parts';
import { ProofList } from './ProofList';

function PaymentScreen({ id }: { id: string }) {
  const t = useMessages();
  const { locale } = useIntl();
  const { allowedActions } = useRBAC(NEEDS.payments);
  const { data, failure, reload, setData } = useLoad(() => call('GET /payments/:payment', { params: { payment: id } }));
  const back = <BackLink to={PAYMENTS_PATH}>{t('payments.title')}</BackLink>;
  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} back={back} />;
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;

  const { amount, currency, number, customer } = data;
  const changed = (next: EditorPayment | undefined): void => (next ? setData(next) : void reload());
  return (
    <Screen
      title={amountText(amount, currency, locale)}
      subtitle={[number || t('payments.open'), customer?.name ?? t('payments.customer.gone')].join(' · ')}
      navigation={back}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Attention payment={data} mayRecord={allowedActions.canRecord === true} onChanged={changed} />
        <Grid.Root gap={4}>
          <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
            <Section title={t('payments.parts')}>
              <Parts payment={data} />
            </Section>
            {data.proofs.length > 0 && (
              <Section title={t('payments.proofs')}>
                <ProofList payment={data.id} proofs={data.proofs} />
              </Section>
            )}
            {data.refunds.length > 0 && (
              <Section title={t('payments.refunds')}>
                <Refunds payment={data} />
              </Section>
            )}
            <Section title={t('payments.events')}>
              <Events payment={data} />
            </Section>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
            <Section title={t('payments.facts')}>
              <PaymentFacts payment={data} />
              <PaymentActions
                payment={data}
                mayRecord={allowedActions.canRecord === true}
                mayRefund={allowedActions.canRefund === true}
                onChanged={changed}
              />
            </Section>
          </Grid.Item>
        </Grid.Root>
      </Flex>
    </Screen>
  );
}

/** *Payments → a payment*: what it is for, what happened to it, and what can be done. */
export default function PaymentPage() {
  const { id = '' } = useParams();
  // Another payment is another page.
  return <PaymentScreen key={id} id={id} />;
}
