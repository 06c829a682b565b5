import { Grid } from '@strapi/design-system';
import { NumberField, SwitchField } from '../components/fields';
import { Section } from '../components/Section';
import { useMessages } from '../messages';
import { MAX_DAYS, MIN_DAYS } from './values';

/** Whether a second factor is asked for, and how often. */
export function FactorSection({ sso }: { sso: boolean }) {
  const t = useMessages();
  return (
    <Section title={t('login.factors.title')} intro={t('login.factors.intro')}>
      <Grid.Root gap={5}>
        {sso && (
          <Grid.Item col={12} direction="column" alignItems="stretch">
            <SwitchField name="ssoFactorsCount" label={t('preference.ssoFactorsCount.label')} hint={t('preference.ssoFactorsCount.help')} />
          </Grid.Item>
        )}
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <SwitchField name="mfaRequired" label={t('preference.mfaRequired.label')} hint={t('preference.mfaRequired.help')} />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <NumberField
            name="rememberBrowserDays"
            label={t('preference.rememberBrowserDays.label')}
            hint={t('preference.rememberBrowserDays.help', { min: MIN_DAYS, max: MAX_DAYS })}
            required
          />
        </Grid.Item>
      </Grid.Root>
    </Section>
  );
}
