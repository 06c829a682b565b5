import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { MODULE_ICONS, type ModuleIcon } from '../../../plugin/vocabulary';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';
import { ModulePicture } from './icons';

/** How the module appears in the portal's sidebar, and to whom. */
export function BasicsSection() {
  const t = useMessages();
  return (
    <Section title={t('modules.basics.title')}>
      <SettingField of="module" name="name" />
      <IconField />
      <SettingField of="module" name="audience" />
      <SettingField of="module" name="enabled" />
    </Section>
  );
}

function IconField() {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<ModuleIcon>('icon');
  return (
    <LabelledField label={t('setting.label.module.icon')} name="icon" hint={t('setting.hint.module.icon')} error={error}>
      <SingleSelect value={value} disabled={disabled} onChange={(next) => set(next as ModuleIcon)}>
        {MODULE_ICONS.map((icon) => (
          <SingleSelectOption key={icon} value={icon} textValue={t(`setting.choice.icon.${icon}`)}>
            {/* Strapi shows the chosen option through a portal: a press on what stands in it would not reach the select. */}
            <Flex tag="span" gap={2} style={{ pointerEvents: 'none' }}>
              <ModulePicture icon={icon} />
              {t(`setting.choice.icon.${icon}`)}
            </Flex>
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LabelledField>
  );
}
