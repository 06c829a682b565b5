import { Flex, Link, Typography } from '@strapi/design-system';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import { SelectField, TextField } from '../components/fields';
import { ListField } from '../components/ListField';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { presetLike } from './presets';
import { SecretField } from './SecretField';

const MODES = ['query', 'form_post'] as const;
const NONCES = ['required', 'not-sent'] as const;
const PKCES = ['S256', 'none'] as const;

interface Props {
  settings: ConnectionSettings;
  connection: ConnectionView | undefined;
}

/** What it means to do without one of the two, or both. */
function LessBound() {
  const t = useMessages();
  const nonce = useSetting<string>('nonce').value;
  const pkce = useSetting<string>('pkce').value;
  if (nonce === 'required' && pkce === 'S256') return null;
  const both = nonce !== 'required' && pkce !== 'S256';
  return (
    <Notice kind="warning" title={t('connection.less-bound.title')}>
      {t(both ? 'connection.less-bound.both' : 'connection.less-bound.one')}
    </Notice>
  );
}

/** What the portal must know of an OpenID provider. */
export function OidcFields({ settings, connection }: Props) {
  const t = useMessages();
  const preset = presetLike(settings);
  return (
    <Section title={t('connection.provider.title')} intro={t('connection.provider.oidc.intro')}>
      {preset && (
        <Notice kind="info">
          <Flex direction="column" alignItems="flex-start" gap={1}>
            {preset.hints.map((hint) => (
              <Typography key={hint} tag="p">
                {t(`login.preset.${hint}`)}
              </Typography>
            ))}
            <Link href={preset.console} isExternal>
              {t('login.preset.console', { name: preset.name })}
            </Link>
          </Flex>
        </Notice>
      )}
      <TextField
        name="issuer"
        type="url"
        label={t('connection.issuer.label')}
        hint={t('connection.issuer.hint')}
        placeholder="https://"
        maxLength={2000}
        autoComplete="off"
        required
      />
      <TextField
        name="clientId"
        label={t('connection.client-id.label')}
        hint={t(connection ? 'connection.client-id.hint' : 'connection.client-id.hint.new')}
        maxLength={255}
        autoComplete="off"
        required
      />
      <SecretField stored={connection?.hasSecret === true} key={connection?.revision ?? 'new'} />
      <ListField name="scopes" label={t('connection.scopes.label')} hint={t('connection.scopes.hint')} placeholder="email" />
      <SelectField
        name="responseMode"
        label={t('connection.response-mode.label')}
        hint={t('connection.response-mode.hint')}
        options={MODES.map((value) => ({ value, label: t(`connection.response-mode.${value}`) }))}
      />
      <SelectField
        name="nonce"
        label={t('connection.nonce.label')}
        hint={t('connection.nonce.hint')}
        options={NONCES.map((value) => ({ value, label: t(`connection.nonce.${value}`) }))}
      />
      <SelectField
        name="pkce"
        label={t('connection.pkce.label')}
        hint={t('connection.pkce.hint')}
        options={PKCES.map((value) => ({ value, label: t(`connection.pkce.${value}`) }))}
      />
      <LessBound />
    </Section>
  );
}
