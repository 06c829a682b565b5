import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { sessionQuery } from '../session/session';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { AddFactor } from './AddFactor';
import { refreshSecurity } from './queries';
import { RenameFactor } from './RenameFactor';
import { Section } from './Section';
import css from './security.module.css';
import { useMoment } from './useMoment';

type Factor = SecurityInfo['factors'][number];

/** Authenticator apps and passkeys: what there is, and adding, renaming and removing one. */
export function Factors({ info }: { info: SecurityInfo }) {
  const { t } = useText();
  const client = useQueryClient();
  const nameOf = useFactorName();
  const { day } = useMoment();
  const [open, setOpen] = useState<{ what: 'rename' | 'remove'; factor: Factor }>();
  const [done, setDone] = useState<{ text: string; count: number }>();
  const { factors, factorRequired, passkeySignIn } = info;
  const last = factors.length === 1;

  const say = (text: string) => setDone((before) => ({ text, count: (before?.count ?? 0) + 1 }));
  const remove = async (factor: Factor) => {
    client.setQueryData(sessionQuery.queryKey, await call('DELETE /security/factors/:id', { params: { id: factor.id } }));
    say(t('security.removed', { name: nameOf(factor) }));
    await refreshSecurity(client);
  };

  return (
    <Section title={t('security.factors')} intro={t(passkeySignIn ? 'security.factors-intro-passkey' : 'security.factors-intro')}>
      {done && <Notice key={done.count} text={done.text} />}
      {factors.length === 0 && <p>{t('security.factors-none')}</p>}
      {factors.length > 0 && (
        <ul role="list" className={css.rows}>
          {factors.map((factor) => (
            <li key={factor.id} className={css.row}>
              <div className={css.what}>
                <Icon name={factor.kind === 'totp' ? 'phone' : 'key'} />
                <div className={css.text}>
                  <p className={css.name}>{nameOf(factor)}</p>
                  <p className="small">
                    {factor.name && `${t(`factor.${factor.kind}`)}. `}
                    {t('security.added', { date: day(factor.createdAt) })}{' '}
                    {factor.lastUsedAt ? t('security.used', { date: day(factor.lastUsedAt) }) : t('security.never-used')}
                  </p>
                </div>
              </div>
              <div className={css.actions}>
                <Button
                  aria-label={t('security.rename-label', { name: nameOf(factor) })}
                  onClick={() => setOpen({ what: 'rename', factor })}
                >
                  {t('security.rename')}
                </Button>
                {!(last && factorRequired) && (
                  <Button
                    aria-label={t('security.remove-label', { name: nameOf(factor) })}
                    onClick={() => setOpen({ what: 'remove', factor })}
                  >
                    {t('security.remove')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {last && factorRequired && <p className="small">{t('security.last-needed')}</p>}
      <AddFactor onAdded={() => say(t('security.factor-added'))} />
      {open?.what === 'rename' && (
        <RenameFactor
          factor={open.factor}
          name={nameOf(open.factor)}
          onDone={() => {
            say(t('security.renamed'));
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.what === 'remove' && (
        <Confirm
          title={t('security.remove-title', { name: nameOf(open.factor) })}
          text={t(last ? 'security.remove-last' : 'security.remove-text')}
          label={t('security.remove')}
          run={() => remove(open.factor)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Section>
  );
}

/** A factor's own name, or what it is. */
function useFactorName(): (factor: Factor) => string {
  const { t } = useText();
  return ({ name, kind }) => name || t(`factor.${kind}`);
}
