import { useEffect } from 'react';
import type { SessionInfo } from '../../../../plugin/contract/customer/session';
import type { Language } from '../../../../plugin/vocabulary';
import { LanguageField } from '../../forms/LanguageField';
import { useLanguage } from '../../language/LanguageProvider';
import { useText } from '../../language/useText';
import type { ChallengeState } from '../../session/sign-in-state';
import { useEntry } from '../../session/useEntry';
import type { WorkingLink } from './LinkGate';
import { NewPasswordForm } from './NewPasswordForm';

interface FirstPasswordProps {
  link: WorkingLink<{ email: string; language: Language | null }>;
  done: ChallengeState['done'];
  accept: (body: { token: string; password: string; language: Language }) => Promise<SessionInfo>;
}

/** A first password and a language, and in. */
export function FirstPassword({ link: { token, preview, dead }, done, accept }: FirstPasswordProps) {
  const { t } = useText();
  const enter = useEntry({ done }, dead);
  const { language, choose } = useLanguage();

  // The pages speak the language that is known of their reader, until they pick another one.
  useEffect(() => {
    if (preview.language) void choose(preview.language);
  }, [preview.language, choose]);

  return (
    <NewPasswordForm
      email={preview.email}
      submitLabel={t('invitation.submit')}
      send={(password) => enter(() => accept({ token, password, language }))}
    >
      <LanguageField />
    </NewPasswordForm>
  );
}
