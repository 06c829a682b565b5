import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { useTrip } from '../session/useTrip';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { ConnectionIcon } from '../ui/ConnectionIcon';
import { Notice } from '../ui/Notice';
import { Refused } from '../ui/Refused';
import { refreshSecurity } from './queries';
import { Section } from './Section';
import css from './security.module.css';
import { useMoment } from './useMoment';

type Connection = SecurityInfo['connections'][number];
type Linked = Connection & { identity: NonNullable<Connection['identity']> };

const isLinked = (connection: Connection): connection is Linked => connection.identity !== null;

/** Logins of other providers that open this account, and those that could. */
export function Connections({ connections }: { connections: readonly Connection[] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { day } = useMoment();
  const [asking, setAsking] = useState<Linked>();
  const [done, setDone] = useState<string>();

  const { going, error, start } = useTrip((key) => call('POST /connections/:key/link', { params: { key } }));
  const unlink = async ({ identity, name }: Linked) => {
    await call('DELETE /connections/identities/:id', { params: { id: identity.id } });
    setDone(t('security.unlinked', { name }));
    await refreshSecurity(client);
  };

  return (
    <Section title={t('security.connections')} intro={t('security.connections-intro')}>
      {done && <Notice key={done} text={done} />}
      {error && <Refused error={error} />}
      <ul role="list" className={css.rows}>
        {connections.map((connection) => (
          <li key={connection.key} className={css.row}>
            <div className={css.what}>
              <ConnectionIcon icon={connection.icon} />
              <div className={css.text}>
                <p className={css.name}>{connection.name}</p>
                <p className="small">
                  {isLinked(connection)
                    ? t('security.linked', {
                        email: connection.identity.email ?? '',
                        known: connection.identity.email ? 'yes' : 'no',
                        date: day(connection.identity.linkedAt),
                      })
                    : t('security.not-linked')}
                </p>
              </div>
            </div>
            {isLinked(connection) ? (
              <Button aria-label={t('security.unlink-label', { name: connection.name })} onClick={() => setAsking(connection)}>
                {t('security.unlink')}
              </Button>
            ) : (
              <Button
                aria-label={t('security.link-label', { name: connection.name })}
                aria-disabled={going === connection.key || undefined}
                onClick={() => void start(connection.key)}
              >
                {t(going === connection.key ? 'sign-in.going' : 'security.link', { name: connection.name })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <Confirm
          title={t('security.unlink-title', { name: asking.name })}
          text={t('security.unlink-text', { name: asking.name })}
          label={t('security.unlink')}
          run={() => unlink(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
}
