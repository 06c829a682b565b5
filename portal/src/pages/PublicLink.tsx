import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error';
import { sendByLink } from '../api/client';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { LinkedAnswer } from '../link/LinkedAnswer';
import { LinkedDocument } from '../link/LinkedDocument';
import { LinkedPay } from '../link/LinkedPay';
import { LinkFrame } from '../link/LinkFrame';
import { storedTrip } from '../link/payment-trip';
import { Verification } from '../link/Verification';
import { isPaidType } from '../payments/choice';
import { portal } from '../portal-data';
import { useLinkToken } from '../session/link-token';
import { Pending } from '../ui/Pending';

/** Nothing of it is kept: who has the link sees what it opens now. */
const fresh = { staleTime: 0, gcTime: 0, retry: false, refetchOnWindowFocus: false } as const;

/** Where a public link leads. */
export default function PublicLink() {
  const opened = useLinkToken();
  // Back from a provider's page the link stands nowhere but in this tab.
  const [trip] = useState(storedTrip);
  const token = opened ?? trip?.token;
  return token === undefined ? <Closed missing /> : <Opened key={token} token={token} />;
}

function Opened({ token }: { token: string }) {
  const { t } = useText();
  const link = useQuery({ ...fresh, queryKey: ['public-link', token], queryFn: () => sendByLink(token, 'GET /public-link') });
  const verified = link.data?.verified === true;
  const document = useQuery({
    ...fresh,
    queryKey: ['public-link', token, 'document'],
    queryFn: () => sendByLink(token, 'GET /public-link/document'),
    enabled: verified,
  });
  const { data, error } = verified ? document : link;
  if (hasCode(error, 'invalid-link') || hasCode(error, 'preference-off')) return <Closed />;
  if (link.data && !verified)
    return (
      <LinkFrame>
        <Verification token={token} contacts={link.data.contacts} verified={() => void link.refetch()} />
        {isPaidType(link.data.type) && <LinkedPay token={token} changed={() => void link.refetch()} />}
        {link.data.quote && <Unseen token={token} quote={link.data.quote} answered={() => void link.refetch()} />}
      </LinkFrame>
    );
  if (document.data)
    return (
      <LinkFrame wide>
        <LinkedDocument token={token} document={document.data} answered={() => void document.refetch()} />
      </LinkFrame>
    );
  return (
    <LinkFrame>
      <Page title={t('public-link.title')}>
        <Pending
          query={{ data: undefined, error: data ? undefined : error, refetch: () => (verified ? document : link).refetch() }}
          shapes={['line', 'control', 'short']}
          className={pageCss.stack}
        />
      </Page>
    </LinkFrame>
  );
}

/** What needs no proof: an answer to a quote by somebody who knows it otherwise. */
function Unseen(props: Omit<Parameters<typeof LinkedAnswer>[0], 'text'>) {
  const { t } = useText();
  return (
    <section className={pageCss.stack} aria-labelledby="unseen">
      <h2 id="unseen">{t('public-link.answer.title')}</h2>
      <p className={pageCss.muted}>{t('public-link.answer.text')}</p>
      <LinkedAnswer {...props} />
    </section>
  );
}

/** Of one that opens nothing any more nobody says why. */
function Closed({ missing = false }: { missing?: boolean }) {
  const { t } = useText();
  return (
    <LinkFrame>
      <Page title={t(missing ? 'public-link.missing.title' : 'public-link.closed.title')}>
        <p>{t(missing ? 'public-link.missing.text' : 'public-link.closed.text', { organisation: portal.organisation.name })}</p>
      </Page>
    </LinkFrame>
  );
}
