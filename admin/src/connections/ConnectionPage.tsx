import { Page } from '@strapi/admin/strapi-admin';
import { Flex } from '@strapi/design-system';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import { call } from '../api/client';
import { ApiFailure, failureOf } from '../api/failure';
import { useLoad } from '../api/use-load';
import { SettingsScreen } from '../components/SettingsScreen';
import { BackLink } from '../components/BackLink';
import { CreatedNotice, GoToSaved } from '../components/created';
import { useMessages } from '../messages';
import { TO_CHANGE } from '../permissions';
import { ButtonSection } from './ButtonSection';
import { OidcFields } from './OidcFields';
import { settingsFor, startOf } from './presets';
import { ProviderUrls } from './ProviderUrls';
import { offQuestion, otherQuestion, untestedQuestion } from './questions';
import { SamlFields } from './SamlFields';
import { TestSection } from './TestSection';
import { describe, FIELD_RULES, isLockOut, secretOf, settingsOf, validate, valuesOf, type ConnectionValues } from './values';

const LOGIN = '/settings/customer-portal/login';

/** A connection as it is stored, or what a new one begins with. */
interface View {
  settings: ConnectionSettings;
  connection?: ConnectionView;
}

const find = async (id: string): Promise<ConnectionView | undefined> =>
  (await call('GET /connections')).connections.find((connection) => connection.id === id);

async function load(id: string): Promise<View> {
  const connection = await find(id);
  if (!connection) throw new ApiFailure('not-found', 404, [], 'not found');
  return { settings: connection.settings, connection };
}

const formOf = ({ settings }: View): ConnectionValues => valuesOf(settings);

async function save(values: ConnectionValues, { connection }: View): Promise<View> {
  const body = { settings: settingsOf(values), ...(secretOf(values) !== undefined && { clientSecret: secretOf(values) }) };
  if (!connection) {
    const created = await call('POST /connections', { body });
    return { settings: created.settings, connection: created };
  }
  const { id, revision } = connection;
  try {
    const saved = await call('PUT /connections/:id', { params: { id }, body: { ...body, revision } });
    return { settings: saved.settings, connection: saved };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'conflict' && isLockOut(connection, await find(id))) {
      throw new ApiFailure('lock-out', failure.status, [], failure.message);
    }
    throw failure;
  }
}

/** One connection: what the provider has to be told, what the portal has to be told, and whether it works. */
function ConnectionScreen({ id, start }: { id: string | undefined; start: ConnectionSettings | undefined }) {
  const t = useMessages();
  const loaded = useLoad<View>(async () => (start ? { settings: start } : load(id ?? '')));

  /** Only the outcome is taken over: the form stays on the revision that its editor sees. */
  const tested = useCallback(
    async (view: View, connection: ConnectionView) => {
      try {
        const newest = await find(connection.id);
        if (newest) loaded.setData({ ...view, connection: { ...connection, lastTest: newest.lastTest } });
      } catch {
        // The outcome itself is on the screen; the list asks again.
      }
    },
    [loaded],
  );

  const kind = loaded.data?.settings.kind;
  return (
    <SettingsScreen<View, ConnectionValues>
      title={loaded.data?.connection?.settings.name ?? t('connection.new')}
      subtitle={kind ? t(`connections.kind.${kind}`) : ''}
      navigation={<BackLink to={LOGIN}>{t('section.login.title')}</BackLink>}
      loaded={loaded}
      isNew={({ connection }) => !connection}
      permissions={TO_CHANGE.login}
      valuesOf={formOf}
      save={save}
      validate={(values) => validate(t, values)}
      question={(values, { connection }) => {
        if (!connection) return undefined;
        const turned = connection.settings.enabled !== values.enabled;
        if (turned && !values.enabled) return offQuestion(t, connection);
        return otherQuestion(t, connection, settingsOf(values)) ?? (turned ? untestedQuestion(t, connection) : undefined);
      }}
      describe={(name, value) => describe(t, name, value)}
      errorText={(name, { code }) => {
        const rule = FIELD_RULES[name];
        return rule && code !== 'too-big' ? t(rule) : undefined;
      }}
    >
      {({ settings, connection }, canUpdate) => (
        <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
          {start && connection && <GoToSaved to={`${LOGIN}/connections/${connection.id}`} />}
          <CreatedNotice title={t('connection.created.title')}>{t('connection.created')}</CreatedNotice>
          <ButtonSection isNew={!connection} />
          {settings.kind === 'oidc' ? <OidcFields settings={settings} connection={connection} /> : <SamlFields canUpdate={canUpdate} />}
          <ProviderUrls connection={connection} kind={settings.kind} />
          {connection && (
            <TestSection connection={connection} canUpdate={canUpdate} onTested={() => void tested({ settings, connection }, connection)} />
          )}
        </Flex>
      )}
    </SettingsScreen>
  );
}

/** *Login → a connection*, or a new one from a preset. */
export default function ConnectionPage() {
  const t = useMessages();
  const { id, preset: key } = useParams();
  const start = key === undefined ? undefined : startOf(key);
  if (key !== undefined && !start) return <Page.Error content={t('error.not-found')} />;
  // Another connection is another form.
  return <ConnectionScreen key={id ?? key} id={id} start={start && settingsFor(start)} />;
}
