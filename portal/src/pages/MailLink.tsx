import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { EmailForm } from '../forms/EmailForm';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';
import NotFound from './NotFound';

/** Asks for a link that signs in. What it answers is the same for every address. */
export default function MailLink() {
  const { t } = useText();
  const [sentTo, setSentTo] = useState<string>();
  const back = (
    <p>
      <Link to="/sign-in">{t('back-to-sign-in')}</Link>
    </p>
  );
  if (!portal.signIn.methods.includes('email-link')) return <NotFound />;
  return sentTo === undefined ? (
    <Page key="ask" title={t('mail-link.title')}>
      <p className={css.muted}>{t('mail-link.intro')}</p>
      <EmailForm
        submitLabel={t('mail-link.submit')}
        send={async (email) => {
          await callPublic('POST /session/link/request', { body: { email } });
          setSentTo(email);
        }}
      />
      {back}
    </Page>
  ) : (
    <Page key="sent" title={t('sent.title')}>
      <p>{t('mail-link.sent', { email: sentTo })}</p>
      <p>
        <Button onClick={() => setSentTo(undefined)}>{t('sent.again')}</Button>
      </p>
      {back}
    </Page>
  );
}
