import { Flex } from '@strapi/design-system';
import { useCallback, type ReactNode } from 'react';
import type { FieldError } from '../../../plugin/contract/errors';
import type { SettingsView } from '../../../plugin/contract/editor/settings';
import { SECTIONS, type FormSection, type GroupOf } from '../../../plugin/preferences';
import type { SectionValues } from '../../../plugin/settings';
import { call } from '../api/client';
import { useLoad, type Loaded } from '../api/use-load';
import type { Question } from '../components/Confirm';
import type { Values } from '../components/merge';
import { SettingsScreen } from '../components/SettingsScreen';
import { fieldErrorText } from '../api/field-errors';
import { useMessages } from '../messages';
import { TO_CHANGE } from '../permissions';
import { checkSection } from './check';
import { Group } from './Group';
import { isPreference, labelOf, problemWords, valueWords } from './words';

/** How the form's values differ from those that are saved, where they do. */
export interface FormOf<S extends FormSection, V> {
  valuesOf: (view: SettingsView<S>) => V;
  settingsOf: (values: V, view: SettingsView<S>) => SectionValues<S>;
}

interface Props<S extends FormSection, V extends Values> {
  section: S;
  form?: FormOf<S, V>;
  /** What is wrong besides the catalogue's entries, by the name of its field. */
  check?: (values: V) => Map<string, string>;
  question?: (values: V, view: SettingsView<S>) => Question | undefined;
  /** Name and content of a value that is no preference, for the notice after a conflict. */
  describe?: (name: string, value: unknown, view: SettingsView<S>) => { label: string; value: string };
  /** Words for an error at a field that is no preference. */
  errorText?: (name: string, error: FieldError) => string | undefined;
  onSaved?: (before: SettingsView<S>, after: SettingsView<S>) => void;
  /** The page's own boxes; all groups of the section where absent. */
  children?: (view: SettingsView<S>, canUpdate: boolean, loaded: Loaded<SettingsView<S>>) => ReactNode;
}

/** What every view of a section has, whichever it is. */
const storedIn = <S extends FormSection>(view: SettingsView<S>) => view as unknown as { values: SectionValues<S>; revision: number };

/** Loads a section. The endpoints' paths are made from the catalogue, and so is this one's. */
export const loadSection = <S extends FormSection>(section: S): Promise<SettingsView<S>> =>
  call(`GET /settings/${section}` as 'GET /settings/general') as Promise<unknown> as Promise<SettingsView<S>>;

const saveSection = <S extends FormSection>(section: S, values: SectionValues<S>, revision: number): Promise<SettingsView<S>> =>
  call(`PUT /settings/${section}` as 'PUT /settings/general', {
    body: { values: values, revision },
  }) as Promise<unknown> as Promise<SettingsView<S>>;

/** A page of the settings: what the catalogue says of its section, and what the page adds. */
export function SectionScreen<S extends FormSection, V extends Values = SectionValues<S> extends Values ? SectionValues<S> : Values>(
  props: Props<S, V>,
) {
  const { section, form, check, question, describe, errorText, onSaved, children } = props;
  const t = useMessages();
  const loaded = useLoad(() => loadSection(section));
  const valuesOf = useCallback((view: SettingsView<S>) => (form ? form.valuesOf(view) : (storedIn(view).values as unknown as V)), [form]);
  const settingsOf = (values: V, view: SettingsView<S>) => (form ? form.settingsOf(values, view) : (values as unknown as SectionValues<S>));

  const wordsFor = (name: string, error: FieldError): string | undefined => {
    const [key = ''] = name.split('.');
    return errorText?.(name, error) ?? (isPreference(key) ? problemWords(t, key, error) : undefined);
  };

  return (
    <SettingsScreen<SettingsView<S>, V>
      title={t(`section.${section}.title`)}
      subtitle={t(`section.${section}.subtitle`)}
      loaded={loaded}
      permissions={TO_CHANGE[section]}
      valuesOf={valuesOf}
      save={(values, view) => saveSection(section, settingsOf(values, view), storedIn(view).revision)}
      validate={(values, view) =>
        new Map([
          ...[...checkSection(section, settingsOf(values, view))].map(
            ([name, error]) => [name, wordsFor(name, error) ?? fieldErrorText(t, error)] as const,
          ),
          ...(check?.(values) ?? []),
        ])
      }
      {...(question && { question })}
      describe={(name, value, view) =>
        isPreference(name)
          ? { label: labelOf(t, name), value: valueWords(t, name, value) }
          : (describe?.(name, value, view) ?? { label: name, value: '' })
      }
      errorText={wordsFor}
      {...(onSaved && { onSaved })}
    >
      {(view, canUpdate) => (
        <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
          {children ? children(view, canUpdate, loaded) : <Groups section={section} />}
        </Flex>
      )}
    </SettingsScreen>
  );
}

/** Every group of a section, in order. */
function Groups<S extends FormSection>({ section }: { section: S }) {
  const found = SECTIONS.find(({ id }) => id === section);
  const groups: readonly string[] = found?.kind === 'form' ? found.groups : [];
  return groups.map((group) => <Group key={group} section={section} group={group as GroupOf<S>} />);
}
