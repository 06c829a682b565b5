import { Grid } from '@strapi/design-system';
import { SelectField, SwitchField, TextField } from '../components/fields';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { ICONS } from './presets';

/** The button on the sign-in page: its name, its icon and whether it is there. A new connection is off. */
export function ButtonSection({ isNew }: { isNew: boolean }) {
  const t = useMessages();
  const { value: name } = useSetting<string>('name');
  return (
    <Section title={t('connection.button.title')}>
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <TextField
            name="name"
            label={t('connection.name.label')}
            hint={t('connection.name.hint', { name: name.trim() || '…' })}
            maxLength={60}
            autoComplete="off"
            required
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <SelectField
            name="icon"
            label={t('connection.icon.label')}
            options={ICONS.map((value) => ({ value, label: t(`connection.icon.${value}`) }))}
          />
        </Grid.Item>
      </Grid.Root>
      {!isNew && <SwitchField name="enabled" label={t('connection.enabled.label')} hint={t('connection.enabled.hint')} />}
    </Section>
  );
}
