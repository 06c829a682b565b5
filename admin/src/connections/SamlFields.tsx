import { Grid } from '@strapi/design-system';
import { SwitchField, TextField } from '../components/fields';
import { ListField } from '../components/ListField';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { domainIn } from '../login/values';
import { Subheading } from '../components/text';
import { useMessages } from '../messages';
import { CertificatesField } from './CertificatesField';
import { MetadataImport } from './MetadataImport';
import { ATTRIBUTES } from './values';

const CHECKS = [
  ['signRequests', 'sign-requests'],
  ['requireEncryption', 'require-encryption'],
  ['allowIdpInitiated', 'idp-initiated'],
] as const;

/** Customers whom the provider may name. A number may have spaces in it. */
function CustomerNumbers() {
  const t = useMessages();
  const { value: on } = useSetting<boolean>('createContacts');
  if (!on) return null;
  const [label, hint] = [t('connection.customer-numbers.label'), t('connection.customer-numbers.hint')];
  return <ListField name="customerNumbers" label={label} hint={hint} separators={/[\n,;]+/u} required />;
}

/** What the portal must know of a SAML identity provider, and whom it lets the provider speak for. */
export function SamlFields({ canUpdate }: { canUpdate: boolean }) {
  const t = useMessages();
  return (
    <>
      <Section title={t('connection.provider.title')} intro={t('connection.provider.saml.intro')}>
        {canUpdate && <MetadataImport />}
        <TextField
          name="entityId"
          label={t('connection.entity-id.label')}
          hint={t('connection.entity-id.hint')}
          maxLength={1024}
          autoComplete="off"
          required
        />
        <TextField
          name="ssoUrl"
          type="url"
          label={t('connection.sso-url.label')}
          hint={t('connection.sso-url.hint')}
          placeholder="https://"
          maxLength={2000}
          autoComplete="off"
          required
        />
        <TextField
          name="sloUrl"
          type="url"
          label={t('connection.slo-url.label')}
          hint={t('connection.slo-url.hint')}
          placeholder="https://"
          maxLength={2000}
          autoComplete="off"
        />
        <CertificatesField />
      </Section>
      <Section title={t('connection.people.title')} intro={t('connection.people.intro')}>
        <ListField
          name="domains"
          label={t('connection.domains.label')}
          hint={t('connection.domains.hint')}
          placeholder={t('login.domains.domain.placeholder')}
          tidy={domainIn}
          required
        />
        <SwitchField name="createContacts" label={t('connection.create-contacts.label')} hint={t('connection.create-contacts.hint')} />
        <CustomerNumbers />
        <Subheading title={t('connection.attributes.title')} intro={t('connection.attributes.intro')} />
        <Grid.Root gap={5}>
          {ATTRIBUTES.map((name) => (
            <Grid.Item key={name} col={6} s={12} xs={12} direction="column" alignItems="stretch">
              <TextField
                name={name}
                label={t(`connection.attribute.${name}`)}
                hint={t(`connection.attribute-hint.${name}`)}
                maxLength={255}
                autoComplete="off"
              />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
      <Section title={t('connection.checks.title')} intro={t('connection.checks.intro')}>
        <Grid.Root gap={5}>
          {CHECKS.map(([name, id]) => (
            <Grid.Item key={name} col={4} m={6} s={12} xs={12} direction="column" alignItems="stretch">
              <SwitchField name={name} label={t(`connection.${id}.label`)} hint={t(`connection.${id}.hint`)} />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
    </>
  );
}
