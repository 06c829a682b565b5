import { Grid } from '@strapi/design-system';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { domainIn } from '../login/values';
import { Subheading } from '../components/text';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';
import { CertificatesField } from './CertificatesField';
import { MetadataImport } from './MetadataImport';
import { ATTRIBUTES } from './values';

const CHECKS = ['signRequests', 'requireEncryption', 'allowIdpInitiated'] as const;

/** Customers whom the provider may name. A number may have spaces in it. */
function CustomerNumbers() {
  const { value: on } = useSetting<boolean>('createContacts');
  return on && <SettingField of="connection" name="customerNumbers" separators={/[\n,;]+/u} required />;
}

/** What the portal must know of a SAML identity provider, and whom it lets the provider speak for. */
export function SamlFields({ canUpdate }: { canUpdate: boolean }) {
  const t = useMessages();
  return (
    <>
      <Section title={t('connection.provider.title')} intro={t('connection.provider.saml.intro')}>
        {canUpdate && <MetadataImport />}
        <SettingField of="connection" name="entityId" />
        <SettingField of="connection" name="ssoUrl" type="url" placeholder="https://" />
        <SettingField of="connection" name="sloUrl" type="url" placeholder="https://" />
        <CertificatesField />
      </Section>
      <Section title={t('connection.people.title')} intro={t('connection.people.intro')}>
        <SettingField of="connection" name="domains" placeholder={t('login.domains.domain.placeholder')} tidy={domainIn} />
        <SettingField of="connection" name="createContacts" />
        <CustomerNumbers />
        <Subheading title={t('connection.attributes.title')} intro={t('connection.attributes.intro')} />
        <Grid.Root gap={5}>
          {ATTRIBUTES.map((name) => (
            <Grid.Item key={name} col={6} s={12} xs={12} direction="column" alignItems="stretch">
              <SettingField of="connection" name={name} />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
      <Section title={t('connection.checks.title')} intro={t('connection.checks.intro')}>
        <Grid.Root gap={5}>
          {CHECKS.map((name) => (
            <Grid.Item key={name} col={4} m={6} s={12} xs={12} direction="column" alignItems="stretch">
              <SettingField of="connection" name={name} />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
    </>
  );
}
