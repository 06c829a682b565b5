import { Flex, Grid } from '@strapi/design-system';
import { useState } from 'react';
import type { GeneralSettingsView } from '../../../plugin/contract/editor/settings';
import type { GeneralSettings } from '../../../plugin/settings/general';
import type { Loaded } from '../api/use-load';
import type { Question } from '../components/Confirm';
import { useMessages } from '../messages';
import { Group } from '../settings/Group';
import { PreferenceField } from '../settings/PreferenceField';
import { loadSection, SectionScreen } from '../settings/SectionScreen';
import { AccentField } from './AccentField';
import { BannerField } from './BannerField';
import { normaliseColour } from './colour';
import { LogoField, type Logo } from './LogoField';
import { MailNotice } from './MailNotice';
import { PortalPreview } from './PortalPreview';
import { PortalSection } from './PortalSection';
import { TimeZoneField } from './TimeZoneField';

/** A colour may be typed in a shorter spelling than it is saved in. */
const FORM = {
  valuesOf: (view: GeneralSettingsView): GeneralSettings => view.values,
  settingsOf: (values: GeneralSettings): GeneralSettings => ({
    ...values,
    accentColour: normaliseColour(values.accentColour) ?? values.accentColour,
  }),
};

/** *Settings → Customer Portal → General*. */
export default function GeneralPage() {
  const t = useMessages();
  const [picked, setPicked] = useState<Logo>();
  const [renamedFrom, setRenamedFrom] = useState<string>();

  /** Only the count is taken over: the form stays on the revision that its editor sees. */
  async function countAgain(view: GeneralSettingsView, loaded: Loaded<GeneralSettingsView>): Promise<void> {
    try {
      const { linkHolders } = await loadSection('general');
      if (linkHolders > 0) setRenamedFrom(undefined);
      loaded.setData({ ...view, linkHolders });
    } catch {
      // The count is only information: without it the page is as good as before.
    }
  }

  /** A new name and switching off both cut customers off: asked before they are saved. */
  function question(values: GeneralSettings, { values: before, urlBase, linkHolders }: GeneralSettingsView): Question | undefined {
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
    return {
      title: t(renamed ? 'general.rename.title' : 'general.off.title'),
      body,
      confirm: t(renamed ? 'general.rename.confirm' : 'general.off.confirm'),
    };
  }

  return (
    <SectionScreen<'general', GeneralSettings>
      section="general"
      form={FORM}
      question={question}
      describe={(_name, value) => ({
        label: t('general.logo.label'),
        value: t(value === null ? 'general.logo.none' : 'general.logo.another'),
      })}
      onSaved={(before, after) => {
        if (before.values.portalName !== after.values.portalName && before.linkHolders > 0) setRenamedFrom(before.values.portalName);
      }}
    >
      {(view, _canUpdate, loaded) => {
        const logos = [view.logo, picked].filter((logo): logo is Logo => logo !== null && logo !== undefined);
        const brand = (
          <Flex direction="column" alignItems="stretch" gap={5}>
            <LogoField logos={logos} onPick={setPicked} />
            <AccentField />
          </Flex>
        );
        const organisation = <PreferenceField name="organisationName" autoComplete="organization" />;
        return (
          <>
            {view.mailTrouble && <MailNotice trouble={view.mailTrouble} />}
            <PortalSection view={view} renamedFrom={renamedFrom} onSent={() => void countAgain(view, loaded)} />
            <Grid.Root gap={{ initial: 4, large: 6 }}>
              <Grid.Item col={8} m={12} s={12} xs={12} direction="column" alignItems="stretch">
                <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
                  <Group section="general" group="brand" fields={{ organisationName: organisation, accentColour: brand }} />
                  <Group section="general" group="home" fields={{ bannerMessage: <BannerField /> }} />
                </Flex>
              </Grid.Item>
              <Grid.Item col={4} m={12} s={12} xs={12} direction="column" alignItems="stretch">
                <PortalPreview logos={logos} />
              </Grid.Item>
            </Grid.Root>
            <Group section="general" group="region" fields={{ timeZone: <TimeZoneField /> }} />
            <Group
              section="general"
              group="support"
              fields={{ supportEmail: <PreferenceField name="supportEmail" placeholder={t('general.support.placeholder')} /> }}
            />
          </>
        );
      }}
    </SectionScreen>
  );
}
