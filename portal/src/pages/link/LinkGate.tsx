import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { LinkPurpose } from '../../../../plugin/contract/customer/invitation';
import { hasCode } from '../../api/api-error';
import type { Response } from '../../api/client';
import { Page } from '../../app/Page';
import css from '../../app/page.module.css';
import type { MessageId } from '../../language/messages';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { callPublic } from '../../session/call';
import { useLinkToken } from '../../session/link-token';
import { Pending } from '../../ui/Pending';

/** Whom a link is for. */
export type LinkPreview = Response<'POST /link/preview'>;

/** What a mailed link can be for. */
type Purpose = LinkPurpose | 'sign-up';

/** A link that works, as its page gets it. `dead` is called when it turns out not to, on use. */
export interface WorkingLink<P = LinkPreview> {
  token: string;
  preview: P;
  dead: () => void;
}

interface LinkGateProps<P> {
  purpose: Purpose;
  title: string;
  /** Asks what a link is for, without using it up. */
  look: (token: string) => Promise<P>;
  children: (link: WorkingLink<P>) => ReactNode;
}

/** Asks whom a link of a purpose is for. */
export const lookAt = (purpose: LinkPurpose) => (token: string) => callPublic('POST /link/preview', { body: { purpose, token } });

/** Looks whom a mailed link is for, without using it up, and says so where it does not work. */
export function LinkGate<P>(props: LinkGateProps<P>) {
  const token = useLinkToken();
  return token === undefined ? <Missing purpose={props.purpose} /> : <Preview key={token} {...props} token={token} />;
}

function Preview<P>({ purpose, title, token, look, children }: LinkGateProps<P> & { token: string }) {
  const query = useQuery({
    queryKey: ['link', purpose, token],
    queryFn: () => look(token),
    gcTime: 0,
    retry: false,
  });
  const { data, error, refetch, isRefetchError } = query;
  const invalid = hasCode(error, 'invalid-link') || hasCode(error, 'invalid-request');
  if (invalid) return <Invalid purpose={purpose} />;
  if (data && !isRefetchError) {
    return <Page title={title}>{children({ token, preview: data, dead: () => void refetch() })}</Page>;
  }
  return (
    <Page title={title}>
      <Pending query={{ ...query, data: undefined }} shapes={['line', 'control', 'short']} className={css.stack} />
    </Page>
  );
}

/** What to say of a link that does not work, and where to ask for another, by what it was for. */
const DEAD: Record<Purpose, { text: MessageId; ask?: string }> = {
  invitation: { text: 'link.invalid.invitation' },
  'password-reset': { text: 'link.invalid.reset', ask: '/forgotten-password' },
  'sign-in': { text: 'link.invalid.sign-in', ask: '/sign-in/mail-link' },
  'connection-link': { text: 'link.invalid.connect' },
  'sign-up': { text: 'link.invalid.sign-up', ask: '/sign-up' },
};

function Invalid({ purpose }: { purpose: Purpose }) {
  const { t } = useText();
  return (
    <Page title={t('link.invalid.title')}>
      <p>{t(DEAD[purpose].text, { organisation: portal.organisation.name })}</p>
      <WaysOut purpose={purpose} />
    </Page>
  );
}

function Missing({ purpose }: { purpose: Purpose }) {
  const { t } = useText();
  return (
    <Page title={t('link.missing.title')}>
      <p>{t('link.missing.text')}</p>
      <WaysOut purpose={purpose} />
    </Page>
  );
}

function WaysOut({ purpose }: { purpose: Purpose }) {
  const { t } = useText();
  const { ask } = DEAD[purpose];
  const { methods } = portal.signIn;
  // A sign-in link may have come from an editor, where nobody can ask for one.
  const possible = ask !== '/sign-in/mail-link' || methods.includes('email-link');
  return (
    <ul role="list" className={css.stack}>
      {ask && possible && (
        <li>
          <Link to={ask}>{t('link.invalid.ask')}</Link>
        </li>
      )}
      <li>
        <Link to="/sign-in">{t('back-to-sign-in')}</Link>
      </li>
    </ul>
  );
}
