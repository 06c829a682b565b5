import { useState } from 'react';
import { Link } from 'react-router-dom';
import { MAIL_TOPICS } from '../../../plugin/vocabulary';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { LinkFrame } from '../link/LinkFrame';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { useLinkToken } from '../session/link-token';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';

/** Where the link at the foot of a mail leads: it asks, since programs open links as well. */
export default function Unsubscribe() {
  const token = useLinkToken();
  // It says in the open what it is about; whether it is one is for the server to say.
  const topic = MAIL_TOPICS.find((one) => token?.split('-')[1] === one);
  return (
    <LinkFrame>{token === undefined || topic === undefined ? <Invalid /> : <Ask key={token} token={token} topic={topic} />}</LinkFrame>
  );
}

function Ask({ token, topic }: { token: string; topic: (typeof MAIL_TOPICS)[number] }) {
  const { t } = useText();
  const [done, setDone] = useState(false);
  const { doing, error, start } = useAction();
  const words = { topic: t(`emails.topic.${topic}`), organisation: portal.organisation.name };
  if (hasCode(error, 'invalid-link')) return <Invalid />;
  if (done)
    return (
      <Page title={t('unsubscribe.done.title')}>
        <p>{t('unsubscribe.done.text', words)}</p>
        <p>
          <Link to="/emails">{t('unsubscribe.choose')}</Link>
        </p>
      </Page>
    );
  return (
    <Page title={t('unsubscribe.title')}>
      <p>{t('unsubscribe.text', words)}</p>
      {error && <Refused error={error} />}
      <div className={formCss.actions}>
        <Button
          kind="primary"
          aria-disabled={doing && true}
          onClick={() =>
            void start('it', async () => {
              await callPublic('POST /mail-choices/stop', { body: { token } });
              setDone(true);
            })
          }
        >
          {t(doing ? 'busy' : 'unsubscribe.submit')}
        </Button>
      </div>
    </Page>
  );
}

function Invalid() {
  const { t } = useText();
  return (
    <Page title={t('unsubscribe.invalid.title')}>
      <p>{t('unsubscribe.invalid.text')}</p>
      <p>
        <Link to="/emails">{t('unsubscribe.choose')}</Link>
      </p>
    </Page>
  );
}
