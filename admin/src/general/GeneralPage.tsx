import { Page } from '@strapi/admin/strapi-admin';
import { Flex, Grid } from '@strapi/design-system';
import { useCallback, useState } from 'react';
import type { GeneralSettingsView } from '../../../plugin/contract/editor/settings';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import type { Question } from '../components/Confirm';
import { SelectField, TextField } from '../components/fields';
import { Section } from '../components/Section';
import { SettingsScreen } from '../components/SettingsScreen';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { AccentField } from './AccentField';
import { BannerField } from './BannerField';
import { normaliseColour } from './colour';
import { LogoField, type Logo } from './LogoField';
import { MailNotice } from './MailNotice';
import { PortalPreview } from './PortalPreview';
import { PortalSection } from './PortalSection';
import { TimeZoneField } from './TimeZoneField';
import { describe, validate, valuesOf, type GeneralValues } from './values';

function GeneralScreen() {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /settings/general'));
  const [picked, setPicked] = useState<Logo>();
  const [renamedFrom, setRenamedFrom] = useState<string>();

  const save = useCallback(
    (values: GeneralValues, view: GeneralSettingsView) =>
      call('PUT /settings/general', {
        body: {
          values: { ...values, accentColour: normaliseColour(values.accentColour) ?? values.accentColour },
          revision: view.revision,
        },
      }),
    [],
  );

  /** Only the count is taken over: the form stays on the revision that its editor sees. */
  async function countAgain(view: GeneralSettingsView): Promise<void> {
    try {
      const { linkHolders } = await call('GET /settings/general');
      if (linkHolders > 0) setRenamedFrom(undefined);
      loaded.setData({ ...view, linkHolders });
    } catch {
      // The count is only information: without it the page is as good as before.
    }
  }

  /** A new name and switching off both cut customers off: asked before they are saved. */
  function question(values: GeneralValues, { values: before, urlBase, linkHolders }: GeneralSettingsView) {
    const renamed = values.portalName !== before.portalName;
    const switchedOff = before.portalEnabled && !values.portalEnabled;
    if (!renamed && !switchedOff) return undefined;
    const body = [
      ...(renamed
        ? [
            t('general.rename.what', { old: urlBase + before.portalName, new: urlBase + values.portalName }),
            t('general.rename.holders', { count: linkHolders }),
            t('general.rename.do'),
          ]
        : []),
      ...(switchedOff ? [t('general.off.what'), t('general.off.undo')] : []),
    ];
    const asked: Question = {
      title: t(renamed ? 'general.rename.title' : 'general.off.title'),
      body,
      confirm: t(renamed ? 'general.rename.confirm' : 'general.off.confirm'),
    };
    return asked;
  }

  return (
    <SettingsScreen<GeneralSettingsView, GeneralValues>
      title={t('general.title')}
      subtitle={t('general.subtitle')}
      loaded={loaded}
      permissions={NEEDS.general}
      valuesOf={valuesOf}
      save={save}
      validate={(values) => validate(t, values)}
      question={question}
      describe={(name, value) => describe(t, name, value)}
      onSaved={(before, after) => {
        if (before.values.portalName !== after.values.portalName && before.linkHolders > 0) {
          setRenamedFrom(before.values.portalName);
        }
      }}
    >
      {(view) => {
        const logos = [view.logo, picked].filter((logo): logo is Logo => logo !== null && logo !== undefined);
        return (
          <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
            {view.mailTrouble && <MailNotice trouble={view.mailTrouble} />}
            <PortalSection view={view} renamedFrom={renamedFrom} onSent={() => void countAgain(view)} />
            <Grid.Root gap={{ initial: 4, large: 6 }}>
              <Grid.Item col={8} m={12} s={12} xs={12} direction="column" alignItems="stretch">
                <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
                  <Section title={t('general.brand.title')} intro={t('general.brand.intro')}>
                    <TextField
                      name="organisationName"
                      label={t('general.organisation.label')}
                      hint={t('general.organisation.hint')}
                      maxLength={100}
                      autoComplete="organization"
                      required
                    />
                    <LogoField logos={logos} onPick={setPicked} />
                    <AccentField />
                  </Section>
                  <Section title={t('general.home.title')}>
                    <BannerField />
                  </Section>
                </Flex>
              </Grid.Item>
              <Grid.Item col={4} m={12} s={12} xs={12} direction="column" alignItems="stretch">
                <PortalPreview logos={logos} />
              </Grid.Item>
            </Grid.Root>
            <Section title={t('general.region.title')}>
              <Grid.Root gap={5}>
                <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
                  <SelectField
                    name="defaultLanguage"
                    label={t('general.language.label')}
                    hint={t('general.language.hint')}
                    options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
                  />
                </Grid.Item>
                <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
                  <TimeZoneField />
                </Grid.Item>
              </Grid.Root>
            </Section>
            <Section title={t('general.support.title')}>
              <TextField
                name="supportEmail"
                // Browsers refuse addresses in `type="email"` whose local part is not ASCII.
                inputMode="email"
                label={t('general.support.label')}
                hint={t('general.support.hint')}
                placeholder={t('general.support.placeholder')}
                maxLength={254}
                autoComplete="off"
              />
            </Section>
          </Flex>
        );
      }}
    </SettingsScreen>
  );
}

/** *Settings → Customer Portal → General*. */
export default function GeneralPage() {
  return (
    <Page.Protect permissions={NEEDS.generalRead}>
      <GeneralScreen />
    </Page.Protect>
  );
}
