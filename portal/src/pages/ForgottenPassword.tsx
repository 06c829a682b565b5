import { EmailForm } from '../forms/EmailForm';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { AskForMail } from './AskForMail';

/** Asks for a link to choose a new password. */
export default function ForgottenPassword() {
  const { t } = useText();
  return (
    <AskForMail
      title={t('forgotten.title')}
      intro={t('forgotten.intro')}
      form={(onSent) => (
        <EmailForm
          submitLabel={t('forgotten.submit')}
          send={async (email) => {
            await callPublic('POST /password/forgotten', { body: { email } });
            onSent(email);
          }}
        />
      )}
      sent={(email) => [t('forgotten.done.text', { email })]}
      again={t('sent.again')}
    />
  );
}
