import { Grid } from '@strapi/design-system';
import { SwitchField } from '../components/fields';
import { Section } from '../components/Section';
import { useMessages } from '../messages';

const WAYS = ['passkeySignIn', 'emailLinkSignIn'] as const;

/** What contacts may use instead of their password. */
export function WaysSection() {
  const t = useMessages();
  return (
    <Section title={t('login.ways.title')} intro={t('login.ways.intro')}>
      <Grid.Root gap={5}>
        {WAYS.map((name) => (
          <Grid.Item key={name} col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <SwitchField name={name} label={t(`preference.${name}.label`)} hint={t(`preference.${name}.help`)} />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Section>
  );
}
