import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShownSavedMethod } from '../../../plugin/contract/customer/payments';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { BackLink } from '../modules/BackLink';
import { Added } from '../payments/Added';
import { AddMethod } from '../payments/AddMethod';
import { MethodRow } from '../payments/MethodRow';
import { methodsQuery } from '../payments/queries';
import { useMethodWords } from '../payments/words';
import peopleCss from '../people/people.module.css';
import { portal } from '../portal-data';
import { call } from '../session/call';
import { useSession } from '../session/session';
import { Confirm } from '../ui/LazyConfirm';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import NotFound from './NotFound';

/** What the customer has saved to pay with. */
export default function PaymentMethods() {
  const { abilities, rights } = useSession();
  return abilities.savePaymentMethods && rights.payments !== 'none' ? <Open /> : <NotFound />;
}

function Open() {
  const { t } = useText();
  const client = useQueryClient();
  const { rights } = useSession();
  const { nameOf } = useMethodWords();
  const { doing, error, start } = useAction<string>();
  const [asking, setAsking] = useState<ShownSavedMethod>();
  const [done, setDone] = useState<string>();
  const query = useQuery(methodsQuery);
  const rows = query.data?.rows ?? [];
  const mayChange = rights.payments === 'write';

  if (hasCode(query.error, 'preference-off') || hasCode(query.error, 'not-allowed')) return <NotFound />;
  const finish = async (text: string) => {
    setDone(text);
    await client.invalidateQueries({ queryKey: methodsQuery.queryKey });
  };
  const makeDefault = async (method: ShownSavedMethod) => {
    await call('PUT /payment-methods/:method/default', { params: { method: method.id } });
    await finish(t('methods.default-done', { name: nameOf(method) }));
  };
  const remove = async (method: ShownSavedMethod) => {
    await call('DELETE /payment-methods/:method', { params: { method: method.id } });
    await finish(t('methods.removed', { name: nameOf(method) }));
  };

  return (
    <>
      <BackLink to="/payments">{t('nav.payments')}</BackLink>
      <Page title={t('methods.title')}>
        <p className={pageCss.muted}>{t('methods.intro', { organisation: portal.organisation.name })}</p>
        {done ? <Notice key={done} text={done} /> : <Added />}
        {error && <Refused error={error} />}
        <Pending query={query} shapes={['line', 'short', 'line', 'short']} className={pageCss.panel} />
        {query.data && rows.length === 0 && (
          <section className={pageCss.empty}>
            <h2>{t('list.empty.title')}</h2>
            <p className={pageCss.muted}>{t('methods.empty')}</p>
          </section>
        )}
        {rows.length > 0 && (
          <section className={pageCss.panel} aria-label={t('methods.title')}>
            <ul role="list" className={peopleCss.rows}>
              {rows.map((method) => (
                <MethodRow
                  key={method.id}
                  method={method}
                  busy={doing === method.id}
                  mayChange={mayChange}
                  onDefault={() => void start(method.id, () => makeDefault(method))}
                  onRemove={() => setAsking(method)}
                />
              ))}
            </ul>
          </section>
        )}
        {query.data && mayChange && query.data.ways.length > 0 && <AddMethod ways={query.data.ways} />}
        {asking && (
          <Confirm
            title={t('methods.remove-title', { name: nameOf(asking) })}
            text={t(asking.isDefault ? 'methods.remove-text-default' : 'methods.remove-text')}
            label={t('methods.remove')}
            run={() => remove(asking)}
            onClose={() => setAsking(undefined)}
          />
        )}
      </Page>
    </>
  );
}
