import { useForm } from '@strapi/admin/strapi-admin';
import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import type { LoginSettings, SignUpDomain } from '../../../plugin/settings/login';
import type { Loaded } from '../api/use-load';
import { ConnectionSection } from '../connections/ConnectionSection';
import { useMessages } from '../messages';
import { Group } from '../settings/Group';
import { loadSection, SectionScreen } from '../settings/SectionScreen';
import { ModeSection } from './ModeSection';
import { Domains } from './Domains';
import { checkDomains, domainWords, questionFor } from './values';

/** How customers sign in. */
export function LoginScreen() {
  const t = useMessages();

  /** Only whether single sign-on can be chosen, and for whom, is taken over: the form stays on the revision that its editor sees. */
  async function connectionsChanged(view: LoginSettingsView, loaded: Loaded<LoginSettingsView>): Promise<void> {
    try {
      const { ssoReady, lockedOut } = await loadSection('login');
      loaded.setData({ ...view, ssoReady, lockedOut });
    } catch {
      // The server checks it again when single sign-on is chosen.
    }
  }

  return (
    <SectionScreen
      section="login"
      check={(values) => checkDomains(t, values)}
      question={(values, view) => questionFor(t, values, view)}
      describe={(_name, value) => domainWords(t, value as SignUpDomain[])}
      errorText={(name) => (name.endsWith('.domain') ? t('login.domains.domain.invalid') : undefined)}
    >
      {(view, canUpdate, loaded) => (
        <Sections view={view} canUpdate={canUpdate} onConnectionsChanged={() => void connectionsChanged(view, loaded)} />
      )}
    </SectionScreen>
  );
}

interface Props {
  view: LoginSettingsView;
  canUpdate: boolean;
  onConnectionsChanged: () => void;
}

/** What belongs to the other way of signing in is kept, and not shown. */
function Sections({ view, canUpdate, onConnectionsChanged }: Props) {
  const { signInMode, selfSignUp } = useForm('Sections', (form) => form.values as LoginSettings);
  const sso = signInMode === 'sso';
  return (
    <>
      <ModeSection saved={view.values.signInMode} ssoReady={view.ssoReady} />
      {!sso && <Group section="login" group="ways" />}
      {!sso && (
        <Group section="login" group="sign-up">
          {selfSignUp && <Domains customers={view.customers} />}
        </Group>
      )}
      <Group section="login" group="factors" fields={sso ? {} : { ssoFactorsCount: null }} />
      <ConnectionSection mode={view.values.signInMode} canUpdate={canUpdate} onChanged={onConnectionsChanged} />
    </>
  );
}
