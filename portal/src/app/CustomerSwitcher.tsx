import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { asApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { beginSession } from '../session/session';
import { announce } from '../ui/announce';
import { ErrorText } from '../ui/ErrorText';
import { Icon } from '../ui/Icon';
import { LazyMenu } from '../ui/LazyMenu';
import css from './shell.module.css';
import { useMayLeave } from './unsaved';

/** Whom the contact acts for, and the way to act for another. */
export function CustomerSwitcher({ session }: { session: SessionInfo }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayLeave = useMayLeave();
  const change = useMutation({
    mutationFn: (customer: string) => call('PUT /session/customer', { body: { customer } }),
    onSuccess: (next) => {
      navigate('/');
      beginSession(next);
      announce(t('account.switched', { name: next.customer.name }));
    },
  });

  if (session.customers.length < 2) return null;
  const choose = async (customer: string) => {
    if (customer !== session.customer.id && (await mayLeave())) change.mutate(customer);
  };
  return (
    <div>
      <LazyMenu
        label={t('account.switch')}
        className={css.switch}
        trigger={
          <>
            <span className="visually-hidden">{t('account.switch')}</span>
            <span className={css.switchName}>{session.customer.name}</span>
            <Icon name="chevrons" />
          </>
        }
        groups={[
          {
            id: 'customers',
            title: t('account.switch-title'),
            chosen: session.customer.id,
            actions: session.customers.map((customer) => ({
              id: customer.id,
              label: customer.name,
              detail: t(`account.kind.${customer.kind}`),
              run: () => void choose(customer.id),
            })),
          },
        ]}
      />
      {change.error && (
        <div className={css.inlineError} role="alert">
          <ErrorText error={asApiError(change.error)} />
        </div>
      )}
    </div>
  );
}
