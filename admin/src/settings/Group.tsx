import { Grid } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { entriesOf, type FormSection, type GroupOf, type KeyIn, type Preference, type PreferenceKey } from '../../../plugin/preferences';
import { Section } from '../components/Section';
import { useMessages, type MessageId } from '../messages';
import { PreferenceField } from './PreferenceField';

interface Props<S extends FormSection> {
  section: S;
  group: GroupOf<S>;
  /** Entries that have a field of their own here; one that is null is not shown at the moment. */
  fields?: { [K in KeyIn<S>]?: ReactNode };
  /** What stands below the fields. */
  children?: ReactNode;
}

/** Two of them stand side by side on a wide screen. */
const isNarrow = (entry: Preference): boolean =>
  entry.shape === 'switch' ||
  entry.shape === 'choice' ||
  entry.shape === 'number' ||
  (entry.shape === 'text' && entry.format === 'time-zone');

/** A box of a settings page: the catalogue's entries of one group, in order. */
export function Group<S extends FormSection>({ section, group, fields = {}, children }: Props<S>) {
  const t = useMessages();
  const { messages } = useIntl();
  const id = `group.${section}.${group}`;
  const intro = `${id}.intro`;
  const own = fields as Partial<Record<PreferenceKey, ReactNode>>;
  const shown = entriesOf(section, group).filter(([key]) => own[key] !== null);
  return (
    <Section title={t(`${id}.title` as MessageId)} {...(`${PLUGIN_ID}.${intro}` in messages && { intro: t(intro as MessageId) })}>
      {shown.length > 0 && (
        <Grid.Root gap={5}>
          {shown.map(([key, entry]) => (
            <Grid.Item key={key} col={isNarrow(entry) ? 6 : 12} s={12} xs={12} direction="column" alignItems="stretch">
              {own[key] ?? <PreferenceField name={key} />}
            </Grid.Item>
          ))}
        </Grid.Root>
      )}
      {children}
    </Section>
  );
}
