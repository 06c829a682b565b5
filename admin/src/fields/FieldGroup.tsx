import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Flex, SimpleMenu, MenuItem, useNotifyAT } from '@strapi/design-system';
import { FIELD_LEVELS, type FieldLevel, type FieldOwner } from '../../../plugin/vocabulary';
import { Section } from '../components/Section';
import { useMessages } from '../messages';
import { FieldRow } from './FieldRow';
import { LevelHeadings } from './LevelMatrix';
import { setAll, type FieldValues, type SettableField } from './values';

interface Props {
  owner: FieldOwner;
  fields: SettableField[];
  /** Only some of the group are shown. */
  filtered: boolean;
}

/** The fields of the customer, or of the contact, with a level for each. */
export function FieldGroup({ owner, fields, filtered }: Props) {
  const t = useMessages();
  const { notifyStatus } = useNotifyAT();
  const values = useForm('FieldGroup', (form) => form.values) as FieldValues;
  const setValues = useForm('FieldGroup', (form) => form.setValues);
  const disabled = useForm('FieldGroup', (form) => form.disabled);

  function all(level: FieldLevel): void {
    setValues(setAll(values, fields, level));
    notifyStatus(t('fields.all.done', { level: t(`fields.level.${level}`) }));
  }

  return (
    <Section title={t(`fields.group.${owner}`)} intro={t(`fields.group.${owner}.intro`)}>
      {!disabled && (
        <Flex justifyContent="flex-end">
          <SimpleMenu label={t(filtered ? 'fields.all.shown' : 'fields.all')} variant="tertiary">
            {FIELD_LEVELS.map((level) => (
              <MenuItem key={level} onSelect={() => all(level)}>
                {t(`fields.level.${level}`)}
              </MenuItem>
            ))}
          </SimpleMenu>
        </Flex>
      )}
      <Box>
        <LevelHeadings />
        {fields.map((field) => (
          <FieldRow key={field.name} field={field} />
        ))}
      </Box>
    </Section>
  );
}
