import { Flex, Link, Typography } from '@strapi/design-system';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';
import { presetLike } from './presets';
import { SecretField } from './SecretField';

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
      <SettingField of="connection" name="issuer" type="url" placeholder="https://" />
      <SettingField of="connection" name="clientId" {...(!connection && { hint: t('connection.client-id.hint.new') })} />
      <SecretField stored={connection?.hasSecret === true} key={connection?.revision ?? 'new'} />
      <SettingField of="connection" name="scopes" placeholder="email" />
      <SettingField of="connection" name="responseMode" />
      <SettingField of="connection" name="nonce" />
      <SettingField of="connection" name="pkce" />
      <LessBound />
    </Section>
  );
}
