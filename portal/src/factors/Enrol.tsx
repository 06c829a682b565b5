import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Challenge } from '../../../plugin/contract/customer/challenge';
import type { Response } from '../api/client';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';
import { Pending } from '../ui/Pending';
import { NewAuthenticator } from './NewAuthenticator';
import { Remember } from './Remember';

interface EnrolProps {
  challenge: Challenge;
  onEnrolled: (result: Response<'PUT /challenge/enrolment'>) => void;
  attempt: <T>(request: () => Promise<T>) => Promise<T>;
  onCancel: () => void;
}

/** The first factor of a contact from whom the settings ask for one, before the session begins. */
export function Enrol({ challenge, onEnrolled, attempt, onCancel }: EnrolProps) {
  const { t } = useText();
  const [remember, setRemember] = useState(false);
  const query = useQuery({
    queryKey: ['challenge', 'enrolment'],
    queryFn: () => attempt(() => callPublic('POST /challenge/enrolment')),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });

  if (!query.data) return <Pending query={query} shapes={['line', 'banner', 'control', 'short']} leaves="signed-out" />;
  const kept = remember && challenge.rememberDays > 0 ? { remember } : {};
  return (
    <>
      <p>{t('enrol.why', { organisation: portal.organisation.name })}</p>
      <p className="small">{t('challenge.for', { email: challenge.email })}</p>
      <NewAuthenticator
        {...query.data}
        submitLabel={t('enrol.submit')}
        confirm={async (code) => onEnrolled(await attempt(() => callPublic('PUT /challenge/enrolment', { body: { code, ...kept } })))}
        more={
          <Button kind="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        }
      >
        <Remember days={challenge.rememberDays} value={remember} onChange={setRemember} />
      </NewAuthenticator>
    </>
  );
}
