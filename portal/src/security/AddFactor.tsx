import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError, hasCode } from '../api/api-error';
import type { Response } from '../api/client';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { preparePasskeys, supportsPasskeys } from '../session/passkey';
import { sessionQuery, useSession } from '../session/session';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { NewAuthenticator } from '../factors/NewAuthenticator';
import { RecoveryCodes } from '../factors/RecoveryCodes';
import { NewPasskey } from './NewPasskey';
import { refreshSecurity } from './queries';

type Added = Response<'PUT /security/totp'>;
type Begun = { kind: 'totp'; totp: Response<'POST /security/totp'> } | { kind: 'passkey'; options: Record<string, unknown> };

/** Begins the new factor; the server asks for a fresh proof where it wants one. */
async function begin(kind: Begun['kind']): Promise<Begun> {
  try {
    return kind === 'totp'
      ? { kind, totp: await call('POST /security/totp') }
      : { kind, options: await call('POST /security/passkeys/options') };
  } catch (error) {
    throw hasCode(error, 'conflict') ? new ApiError('factors-full') : error;
  }
}

/** The ways to a new second step, each in a dialog of its own; the first one brings recovery codes. */
export function AddFactor({ primary = false, onAdded }: { primary?: boolean; onAdded: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { contact } = useSession();
  const { doing, error, start } = useAction<Begun['kind']>();
  const [begun, setBegun] = useState<Begun>();
  const [added, setAdded] = useState<Added>();

  const add = (kind: Begun['kind']) => void start(kind, async () => setBegun(await begin(kind)));
  const finish = async ({ session }: Added) => {
    setBegun(undefined);
    setAdded(undefined);
    onAdded();
    // First: a session that owes nothing any more goes on to the page that was wanted.
    client.setQueryData(sessionQuery.queryKey, session);
    await refreshSecurity(client);
  };
  const accept = async (result: Added) => {
    if (!result.recoveryCodes) return finish(result);
    setBegun(undefined);
    setAdded(result);
  };
  const cancel = (
    <Button kind="quiet" onClick={() => setBegun(undefined)}>
      {t('cancel')}
    </Button>
  );

  return (
    <>
      {error && <Refused error={error} />}
      <div className={formCss.actions}>
        <Button kind={primary ? 'primary' : 'plain'} aria-disabled={doing === 'totp' || undefined} onClick={() => add('totp')}>
          <Icon name="phone" />
          {t('security.add-totp')}
        </Button>
        {supportsPasskeys() && (
          <Button
            aria-disabled={doing === 'passkey' || undefined}
            onPointerEnter={preparePasskeys}
            onFocus={preparePasskeys}
            onClick={() => add('passkey')}
          >
            <Icon name="key" />
            {t('security.add-passkey')}
          </Button>
        )}
      </div>
      {begun?.kind === 'totp' && (
        <Dialog title={t('security.add-totp')} onClose={() => setBegun(undefined)}>
          <NewAuthenticator
            {...begun.totp}
            submitLabel={t('enrol.submit')}
            confirm={async (code) => accept(await call('PUT /security/totp', { body: { code } }))}
            more={cancel}
          />
        </Dialog>
      )}
      {begun?.kind === 'passkey' && (
        <Dialog title={t('security.add-passkey')} onClose={() => setBegun(undefined)}>
          <NewPasskey options={begun.options} onAdded={accept} more={cancel} />
        </Dialog>
      )}
      {added?.recoveryCodes && (
        // Not closed by Escape: these are shown this once.
        <Dialog title={t('codes.title')} role="alertdialog" onClose={() => undefined}>
          <RecoveryCodes codes={added.recoveryCodes} email={contact.email} onKept={() => finish(added)} />
        </Dialog>
      )}
    </>
  );
}
