import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { FEW_CODES } from '../factors/codes';
import { RecoveryCodes } from '../factors/RecoveryCodes';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { useSession } from '../session/session';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { refreshSecurity } from './queries';
import { Section } from './Section';

/** How many recovery codes are left, and the way to new ones. */
export function Recovery({ left }: { left: number }) {
  const { t } = useText();
  const client = useQueryClient();
  const { contact } = useSession();
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const [done, setDone] = useState(false);

  const renew = async () => {
    setDone(false);
    setCodes((await call('POST /security/recovery-codes')).recoveryCodes);
    await refreshSecurity(client);
  };
  const kept = () => {
    setCodes(undefined);
    setDone(true);
  };

  return (
    <Section title={t('security.codes')} intro={t('security.codes-intro')}>
      {done && <Notice text={t('security.codes-renewed')} />}
      {left <= FEW_CODES ? (
        <Notice kind="warning" text={t('security.codes-few', { count: left })} />
      ) : (
        <p>{t('security.codes-left', { count: left })}</p>
      )}
      <div className={formCss.actions}>
        <Button onClick={() => setAsking(true)}>{t('security.renew')}</Button>
      </div>
      {asking && (
        <Confirm
          title={t('security.renew-title')}
          text={t('security.renew-text')}
          label={t('security.renew')}
          run={renew}
          onClose={() => setAsking(false)}
        />
      )}
      {codes && (
        // Not closed by Escape: these are shown this once.
        <Dialog title={t('codes.title')} role="alertdialog" onClose={() => undefined}>
          <RecoveryCodes codes={codes} email={contact.email} onKept={kept} />
        </Dialog>
      )}
    </Section>
  );
}
