import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { LinkPurpose } from '../../../../plugin/contract/customer/invitation';
import { hasCode } from '../../api/api-error';
import type { Response } from '../../api/client';
import { Page } from '../../app/Page';
import css from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { callPublic } from '../../session/call';
import { useLinkToken } from '../../session/link-token';
import { Failed } from '../../ui/Failed';
import { Loading, Skeleton } from '../../ui/Skeleton';

/** Whom a link is for. */
export type LinkPreview = Response<'POST /link/preview'>;

interface LinkGateProps {
  purpose: LinkPurpose;
  title: string;
  /** The page for a link that works. `dead` is called when it turns out not to, on use. */
  children: (link: { token: string; preview: LinkPreview; dead: () => void }) => ReactNode;
}

/** Looks whom a mailed link is for, without using it up, and says so where it does not work. */
export function LinkGate({ purpose, title, children }: LinkGateProps) {
  const token = useLinkToken();
  return token === undefined ? (
    <Missing purpose={purpose} />
  ) : (
    <Preview key={token} purpose={purpose} title={title} token={token}>
      {children}
    </Preview>
  );
}

function Preview({ purpose, title, token, children }: LinkGateProps & { token: string }) {
  const { data, error, refetch, isRefetchError } = useQuery({
    queryKey: ['link', purpose, token],
    queryFn: () => callPublic('POST /link/preview', { body: { purpose, token } }),
    gcTime: 0,
    retry: false,
  });
  const invalid = hasCode(error, 'invalid-link') || hasCode(error, 'invalid-request');
  if (invalid) return <Invalid purpose={purpose} />;
  if (data && !isRefetchError) {
    return <Page title={title}>{children({ token, preview: data, dead: () => void refetch() })}</Page>;
  }
  return (
    <Page title={title}>
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : (
        <div className={css.stack}>
          <Loading />
          <Skeleton shapes={['line', 'control', 'short']} />
        </div>
      )}
    </Page>
  );
}

function Invalid({ purpose }: { purpose: LinkPurpose }) {
  const { t } = useText();
  const { name } = portal.organisation;
  return (
    <Page title={t('link.invalid.title')}>
      <p>
        {purpose === 'invitation'
          ? t('link.invalid.invitation', { organisation: name })
          : t('link.invalid.reset')}
      </p>
      <WaysOut purpose={purpose} />
    </Page>
  );
}

function Missing({ purpose }: { purpose: LinkPurpose }) {
  const { t } = useText();
  return (
    <Page title={t('link.missing.title')}>
      <p>{t('link.missing.text')}</p>
      <WaysOut purpose={purpose} />
    </Page>
  );
}

function WaysOut({ purpose }: { purpose: LinkPurpose }) {
  const { t } = useText();
  return (
    <ul role="list" className={css.stack}>
      {purpose === 'password-reset' && (
        <li>
          <Link to="/forgotten-password">{t('link.invalid.ask')}</Link>
        </li>
      )}
      <li>
        <Link to="/sign-in">{t('back-to-sign-in')}</Link>
      </li>
    </ul>
  );
}
