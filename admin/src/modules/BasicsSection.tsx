import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { MODULE_ICONS, TAB_AUDIENCES, type ModuleIcon } from '../../../plugin/vocabulary';
import { SelectField, SwitchField, TextField } from '../components/fields';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { ModulePicture } from './icons';
import { MODULE_NAME_MAX } from './values';

/** How the module appears in the portal's sidebar, and to whom. */
export function BasicsSection() {
  const t = useMessages();
  return (
    <Section title={t('modules.basics.title')}>
      <TextField
        name="name"
        label={t('modules.name.label')}
        hint={t('modules.name.hint')}
        maxLength={MODULE_NAME_MAX}
        autoComplete="off"
        required
      />
      <IconField />
      <SelectField
        name="audience"
        label={t('modules.audience.label')}
        hint={t('modules.audience.hint')}
        options={TAB_AUDIENCES.map((value) => ({ value, label: t(`tabs.audience.${value}`) }))}
      />
      <SwitchField name="enabled" label={t('modules.enabled.label')} hint={t('modules.enabled.hint')} />
    </Section>
  );
}

function IconField() {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<ModuleIcon>('icon');
  return (
    <LabelledField label={t('modules.icon.label')} name="icon" hint={t('modules.icon.hint')} error={error}>
      <SingleSelect value={value} disabled={disabled} onChange={(next) => set(next as ModuleIcon)}>
        {MODULE_ICONS.map((icon) => (
          <SingleSelectOption key={icon} value={icon} textValue={t(`modules.icon.${icon}`)}>
            {/* Strapi shows the chosen option through a portal: a press on what stands in it would not reach the select. */}
            <Flex tag="span" gap={2} style={{ pointerEvents: 'none' }}>
              <ModulePicture icon={icon} />
              {t(`modules.icon.${icon}`)}
            </Flex>
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LabelledField>
  );
}
