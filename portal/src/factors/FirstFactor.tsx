import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { send } from '../api/client';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Pending } from '../ui/Pending';
import { NewAuthenticator } from './NewAuthenticator';
import { RecoveryCodes } from './RecoveryCodes';

interface FirstFactorProps {
  email: string;
  onDone: (session: SessionInfo) => void;
  more: ReactNode;
}

/** The first authenticator of who is signed in and owes one, in the middle of their work. */
export function FirstFactor({ email, onDone, more }: FirstFactorProps) {
  const { t } = useText();
  const [added, setAdded] = useState<{ session: SessionInfo; codes: string[] }>();
  const query = useQuery({
    queryKey: ['first-factor'],
    queryFn: () => send('POST /security/totp'),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });

  if (added) {
    return <RecoveryCodes codes={added.codes} email={email} onKept={() => onDone(added.session)} />;
  }
  if (!query.data) return <Pending query={query} shapes={['line', 'banner', 'control', 'short']} />;
  return (
    <>
      <p>{t('enrol.why', { organisation: portal.organisation.name })}</p>
      <NewAuthenticator
        {...query.data}
        submitLabel={t('enrol.submit')}
        confirm={async (code) => {
          const result = await send('PUT /security/totp', { body: { code } });
          if (result.recoveryCodes) setAdded({ session: result.session, codes: result.recoveryCodes });
          else onDone(result.session);
        }}
        more={more}
      />
    </>
  );
}
