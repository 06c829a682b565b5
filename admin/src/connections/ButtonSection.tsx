import { Grid } from '@strapi/design-system';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';

/** The button on the sign-in page: its name, its icon and whether it is there. A new connection is off. */
export function ButtonSection({ isNew }: { isNew: boolean }) {
  const t = useMessages();
  const { value: name } = useSetting<string>('name');
  return (
    <Section title={t('connection.button.title')}>
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <SettingField of="connection" name="name" hint={t('setting.hint.connection.name', { name: name.trim() || '…' })} />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <SettingField of="connection" name="icon" />
        </Grid.Item>
      </Grid.Root>
      {!isNew && <SettingField of="connection" name="enabled" />}
    </Section>
  );
}
