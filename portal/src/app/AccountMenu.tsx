import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { Language } from '../../../plugin/vocabulary';
import { asApiError, hasCode } from '../api/api-error';
import { send } from '../api/client';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { profileQuery } from '../profile/query';
import { call } from '../session/call';
import { endSession, forgetKept, sessionQuery } from '../session/session';
import { announce } from '../ui/announce';
import { ErrorText } from '../ui/ErrorText';
import { Icon } from '../ui/Icon';
import { LazyMenu } from '../ui/LazyMenu';
import css from './shell.module.css';
import { useMayLeave } from './unsaved';

/** Who is signed in, the language, and the way out. */
export function AccountMenu({ session }: { session: SessionInfo }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayLeave = useMayLeave();
  const { language } = useLanguage();
  const chooseLanguage = useChooseLanguage(session);
  const { contact } = session;
  const name = `${contact.firstName} ${contact.lastName}`.trim() || contact.email;

  const signOut = useMutation({
    mutationFn: async () => {
      try {
        // `send`: a session that has ended already needs no new sign-in to be ended.
        return (await send('DELETE /session')).next;
      } catch (error) {
        if (!hasCode(error, 'signed-out')) throw error;
        return null;
      }
    },
    onSuccess: (next) => {
      // Single logout: the identity provider ends its session too, and sends the browser back.
      if (next) {
        forgetKept();
        window.location.assign(next);
      } else endSession();
    },
  });
  const leave = async () => {
    if (await mayLeave({ forGood: true })) signOut.mutate();
  };

  const error = signOut.error;
  return (
    <div className={css.account}>
      {error && (
        <div className={css.inlineError} role="alert">
          <ErrorText error={asApiError(error)} />
        </div>
      )}
      <LazyMenu
        label={t('account.label')}
        className={css.switch}
        trigger={
          <>
            <span className="visually-hidden">{t('account.label')}</span>
            <span className={css.accountText}>
              <span className={css.switchName}>{name}</span>
              {name !== contact.email && <span className="small">{contact.email}</span>}
            </span>
            <Icon name="chevrons" />
          </>
        }
        groups={[
          ...(portal.languages.length > 1
            ? [
                {
                  id: 'language',
                  title: t('language.label'),
                  chosen: language as string,
                  actions: portal.languages.map((each) => ({
                    id: each,
                    label: t(`language.${each}`),
                    lang: each,
                    run: () => void chooseLanguage(each),
                  })),
                },
              ]
            : []),
          {
            id: 'account',
            actions: [
              ...(session.factorOwed
                ? []
                : [
                    { id: 'security', label: t('nav.security'), run: () => navigate('/security') },
                    { id: 'emails', label: t('nav.emails'), run: () => navigate('/emails') },
                  ]),
              { id: 'sign-out', label: t('account.sign-out'), run: () => void leave() },
            ],
          },
        ]}
      />
    </div>
  );
}

/**
 * Shows a language at once and keeps it: on the contact where they may change it, so that mail and
 * other devices follow, and otherwise in this browser.
 */
function useChooseLanguage(session: SessionInfo): (language: Language) => Promise<void> {
  const { t } = useText();
  const { choose } = useLanguage();
  const client = useQueryClient();
  const { contact, abilities } = session;
  return async (language) => {
    try {
      await choose(language, contact.id);
    } catch {
      return announce(t('error.network'));
    }
    if (!abilities.customerFields || session.factorOwed) return;
    try {
      const profile = await client.ensureQueryData(profileQuery);
      const field = profile.contact.find(({ name }) => name === 'language');
      if (!field || field.level === 'read-only') return;
      client.setQueryData(profileQuery.queryKey, await call('PATCH /profile', { body: { contact: { language } } }));
      await choose(language);
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    } catch {
      // The page speaks the language already; this browser remembers it.
    }
  };
}
