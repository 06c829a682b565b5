import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { pageOf, useAddressState } from '../list/address';
import { Results } from '../list/Results';
import { useArrival } from '../modules/useArrival';
import { PaymentRows } from '../payments/PaymentRows';
import { paymentsQuery } from '../payments/queries';
import { portal } from '../portal-data';
import { useSession } from '../session/session';
import { LinkButton } from '../ui/LinkButton';
import { Notice } from '../ui/Notice';
import NotFound from './NotFound';

const read = (search: URLSearchParams) => ({ page: pageOf(search) });
const write = ({ page }: { page: number }) => new URLSearchParams(page > 1 ? { page: String(page) } : {});

/** What the customer has paid, what is on its way, and what credit it has. */
export default function Payments() {
  const { t } = useText();
  const { abilities, rights } = useSession();
  const [{ page }, change] = useAddressState(read, write);
  const done = useArrival<'pay.credit-done'>();
  const query = useQuery(paymentsQuery(page));
  if (rights.payments === 'none' || hasCode(query.error, 'not-allowed')) return <NotFound />;
  return (
    <Page
      title={t('nav.payments')}
      action={abilities.savePaymentMethods && <LinkButton to="/payment-methods">{t('methods.title')}</LinkButton>}
    >
      {done && <Notice text={t(done)} />}
      {query.data && <Credits credits={query.data.credits} />}
      <Results
        query={query}
        filtered={false}
        words={{
          found: (count) => t('payments.total', { count }),
          total: (count) => t('payments.total', { count }),
          nothingFound: '',
          beyond: t('payments.beyond'),
        }}
        controls={null}
        empty={<NothingYet />}
        onClear={() => change({ page: 1 })}
        onPage={(next) => change({ page: next })}
      >
        {({ rows }) => <PaymentRows rows={rows} />}
      </Results>
    </Page>
  );
}

function Credits({ credits }: { credits: readonly { currency: string; amount: number }[] }) {
  const { t } = useText();
  const { money } = useFigures();
  const some = credits.filter(({ amount }) => amount > 0);
  if (some.length === 0) return null;
  return (
    <Notice kind="info" text={t('payments.credit', { amounts: some.map(({ amount, currency }) => money(amount, currency)).join(', ') })} />
  );
}

function NothingYet() {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <h2>{t('list.empty.title')}</h2>
      <p className={pageCss.muted}>{t('payments.empty', { organisation: portal.organisation.name })}</p>
    </section>
  );
}
