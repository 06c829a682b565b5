import { EmailForm } from '../forms/EmailForm';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { AskForMail } from './AskForMail';
import NotFound from './NotFound';

/** Asks for a link that signs in. */
export default function MailLink() {
  const { t } = useText();
  if (!portal.signIn.methods.includes('email-link')) return <NotFound />;
  return (
    <AskForMail
      title={t('mail-link.title')}
      intro={t('mail-link.intro')}
      form={(onSent) => (
        <EmailForm
          submitLabel={t('mail-link.submit')}
          send={async (email) => {
            await callPublic('POST /session/link/request', { body: { email } });
            onSent(email);
          }}
        />
      )}
      sent={(email) => [t('mail-link.sent', { email })]}
      again={t('sent.again')}
    />
  );
}
