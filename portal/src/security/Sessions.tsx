import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Response } from '../api/client';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import { refreshSecurity, sessionsQuery } from './queries';
import { Section } from './Section';
import css from './security.module.css';
import { useDevice } from './useDevice';
import { useMoment } from './useMoment';

type SessionRow = Response<'GET /sessions'>[number];

/** Where the contact is signed in, and signing out elsewhere. */
export function Sessions() {
  const { t } = useText();
  const client = useQueryClient();
  const { moment } = useMoment();
  const query = useQuery(sessionsQuery);
  const [asking, setAsking] = useState<SessionRow | 'others'>();
  const [done, setDone] = useState<{ text: string; count: number }>();
  const spell = useDevice();
  const deviceOf = (row: SessionRow) => spell(row.device) || t('security.device-unknown');
  // This browser first: the others are what somebody came to look at, and it shows what a row means.
  const sorted = query.data && [...query.data].sort((a, b) => Number(b.current) - Number(a.current));

  const end = async (what: SessionRow | 'others') => {
    const text =
      what === 'others'
        ? t('security.ended-others', { count: (await call('DELETE /sessions')).ended })
        : (await call('DELETE /sessions/:id', { params: { id: what.id } })) && t('security.ended', { device: deviceOf(what) });
    setDone((before) => ({ text, count: (before?.count ?? 0) + 1 }));
    await refreshSecurity(client);
  };

  return (
    <Section title={t('security.sessions')} intro={t('security.sessions-intro')}>
      {done && <Notice key={done.count} text={done.text} />}
      <Pending query={query} shapes={['line', 'short', 'line', 'short']} what={t('security.sessions-failed')} />
      {sorted && (
        <ul role="list" className={css.rows}>
          {sorted.map((row) => (
            <li key={row.id} className={css.row}>
              <div className={css.text}>
                <p className={css.name}>
                  {deviceOf(row)}
                  {row.current && <span className={css.badge}>{t('security.this-browser')}</span>}
                </p>
                <p className="small">
                  {t('security.session', {
                    address: row.ipAddress || '–',
                    started: moment(row.startedAt),
                    seen: moment(row.lastSeenAt),
                  })}
                </p>
              </div>
              {!row.current && (
                <Button aria-label={t('security.end-label', { device: deviceOf(row) })} onClick={() => setAsking(row)}>
                  {t('security.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {sorted && (
        <div className={formCss.actions}>
          <Button onClick={() => setAsking('others')}>{t('security.end-others')}</Button>
        </div>
      )}
      {asking && (
        <Confirm
          title={asking === 'others' ? t('security.end-others-title') : t('security.end-title', { device: deviceOf(asking) })}
          text={t(asking === 'others' ? 'security.end-others-text' : 'security.end-text')}
          label={t(asking === 'others' ? 'security.end-others' : 'security.end')}
          run={() => end(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
}
