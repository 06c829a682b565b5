import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { send } from '../api/client';
import { useReleaseUnsaved } from '../app/unsaved';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { SignInForm } from './SignInForm';
import { beginSession, sessionQuery } from './session';
import { watch } from './watch';

/**
 * Over the page when a session has ended under somebody's work: what they typed stays beneath it.
 * The same contact, acting for the same customer, goes on where they were; anybody else starts anew.
 */
export default function SignInAgain() {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const release = useReleaseUnsaved();
  const before = client.getQueryData(sessionQuery.queryKey);

  const signedIn = async (session: SessionInfo) => {
    const resumed = before ? await resume(session, before) : undefined;
    if (resumed) {
      client.setQueryData(sessionQuery.queryKey, resumed);
      watch.settle(true);
      return;
    }
    watch.settle(false);
    release();
    navigate('/', { replace: true });
    beginSession(session);
  };

  return (
    <Dialog title={t('again.title')} onClose={() => watch.settle(false)}>
      <p>{t('again.intro')}</p>
      <SignInForm
        initialEmail={before?.contact.email}
        onSignedIn={signedIn}
        more={<Button onClick={() => watch.settle(false)}>{t('again.dismiss')}</Button>}
      />
    </Dialog>
  );
}

/** The session in which the work can go on, or undefined where it belongs to somebody else. */
async function resume(session: SessionInfo, before: SessionInfo): Promise<SessionInfo | undefined> {
  if (session.contact.id !== before.contact.id) return undefined;
  if (session.customer.id === before.customer.id) return session;
  // A new session may start with another of the contact's customers; typed data is for this one.
  if (!session.customers.some(({ id }) => id === before.customer.id)) return undefined;
  return send('PUT /session/customer', { body: { customer: before.customer.id } });
}
