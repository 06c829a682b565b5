import { useForm } from '@strapi/admin/strapi-admin';
import { Flex } from '@strapi/design-system';
import { useCallback } from 'react';
import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import { fieldErrorText } from '../api/field-errors';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { SettingsScreen } from '../components/SettingsScreen';
import { ConnectionSection } from '../connections/ConnectionSection';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { FactorSection } from './FactorSection';
import { ModeSection } from './ModeSection';
import { SignUpSection } from './SignUpSection';
import { describe, questionFor, validate, valuesOf, type LoginValues } from './values';
import { WaysSection } from './WaysSection';

/** How customers sign in. */
export function LoginScreen() {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /settings/login'));
  const save = useCallback(
    (values: LoginValues, { revision }: LoginSettingsView) => call('PUT /settings/login', { body: { values, revision } }),
    [],
  );

  /** Only whether single sign-on can be chosen, and for whom, is taken over: the form stays on the revision that its editor sees. */
  async function connectionsChanged(view: LoginSettingsView): Promise<void> {
    try {
      const { ssoReady, lockedOut } = await call('GET /settings/login');
      loaded.setData({ ...view, ssoReady, lockedOut });
    } catch {
      // The server checks it again when single sign-on is chosen.
    }
  }

  return (
    <SettingsScreen<LoginSettingsView, LoginValues>
      title={t('login.title')}
      subtitle={t('login.subtitle')}
      loaded={loaded}
      permissions={NEEDS.login}
      valuesOf={valuesOf}
      save={save}
      validate={(values) => validate(t, values)}
      question={(values, view) => questionFor(t, values, view)}
      describe={(name, value) => describe(t, name, value)}
      errorText={(name, error) => (name.endsWith('.domain') ? t('login.domains.domain.invalid') : fieldErrorText(t, error))}
    >
      {(view, canUpdate) => <Sections view={view} canUpdate={canUpdate} onConnectionsChanged={() => void connectionsChanged(view)} />}
    </SettingsScreen>
  );
}

interface Props {
  view: LoginSettingsView;
  canUpdate: boolean;
  onConnectionsChanged: () => void;
}

/** What belongs to the other way of signing in is kept, and not shown. */
function Sections({ view, canUpdate, onConnectionsChanged }: Props) {
  const sso = useForm('Sections', (form) => (form.values as LoginValues).signInMode === 'sso');
  return (
    <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
      <ModeSection saved={view.values.signInMode} ssoReady={view.ssoReady} />
      {!sso && <WaysSection />}
      {!sso && <SignUpSection customers={view.customers} />}
      <FactorSection sso={sso} />
      <ConnectionSection mode={view.values.signInMode} canUpdate={canUpdate} onChanged={onConnectionsChanged} />
    </Flex>
  );
}
