/**
 * What of a module an editor's role lets it see and decide: Strapi's own permissions of the content type,
 * with their fields, languages and conditions. Conditions are asked of a document that nobody of the team
 * made, which a customer's record is: where they do not hold for it, nothing is shown.
 */
import type { Editor } from '../../kernel/binder';
import type { LoadedModule } from '../settings';
import type { LevelledField } from '../../fields';
import { columnsOf } from '../document';

const READ = 'plugin::content-manager.explorer.read';
const PUBLISH = 'plugin::content-manager.explorer.publish';

const documentIn = (language: string | null): object => (language === null ? {} : { locale: language });

export const mayRead = (editor: Editor, uid: string, language: string | null): boolean => editor.may(READ, uid, documentIn(language));
export const mayPublish = (editor: Editor, uid: string, language: string | null): boolean => editor.may(PUBLISH, uid, documentIn(language));

/** Whether the role reads a field, by its path without indexes. */
export const mayReadField = (editor: Editor, uid: string, language: string | null, path: string): boolean => {
  // A role names a component by what is in it, or as a whole where that is as deep as it goes.
  const parts = path.split('.');
  return parts.some((_part, index) => editor.may(READ, uid, documentIn(language), parts.slice(0, index + 1).join('.')));
};

/** The fields that the role reads; of components what it reads in them. */
function readable(fields: LevelledField[], may: (path: string) => boolean, above = ''): LevelledField[] {
  return fields.flatMap((field) => {
    const path = `${above}${field.name}`;
    if (may(path)) return [field];
    const nested = field.fields ? readable(field.fields, may, `${path}.`) : [];
    return nested.length > 0 ? [{ ...field, fields: nested }] : [];
  });
}

/** A module as an editor sees it: without the fields that its role does not read. For showing, never for publishing. */
export function asSeenBy(editor: Editor, module: LoadedModule, language: string | null): LoadedModule {
  const fields = readable(module.fields, (path) => mayReadField(editor, module.uid, language, path));
  const names = new Set(fields.map(({ name }) => name));
  const { titleField } = module;
  return {
    ...module,
    fields,
    writable: module.writable.flatMap(({ name }) => fields.filter((field) => field.name === name)),
    columns: columnsOf(fields, module.row.columns),
    // Another field in its place would name the record otherwise than everybody else does.
    titleField: titleField && names.has(titleField.name) ? titleField : undefined,
  };
}

/** A module with the languages that the role reads; null: all of them, or none where there are none. */
export interface ReadableModule {
  module: LoadedModule;
  languages: string[] | null;
  /** Whether the default language is one of them, as which a record counts that is from before there were languages. */
  fallback: boolean;
}

/** Those modules that an editor may look into. `codes`: the languages that Strapi has; `fallback`: the default one. */
export function readableBy(editor: Editor, modules: LoadedModule[], codes: string[], fallback: string): ReadableModule[] {
  return modules.flatMap((module): ReadableModule[] => {
    if (!module.localized)
      return mayRead(editor, module.uid, null) ? [{ module: asSeenBy(editor, module, null), languages: null, fallback: true }] : [];
    const languages = codes.filter((code) => mayRead(editor, module.uid, code));
    const [some] = languages;
    if (some === undefined) return [];
    const seen = languages.map((code) => asSeenBy(editor, module, code));
    const titled = seen.every(({ titleField }) => titleField !== undefined);
    const shown = { ...(seen[0] ?? module), titleField: titled ? module.titleField : undefined };
    return [{ module: shown, languages: languages.length === codes.length ? null : languages, fallback: languages.includes(fallback) }];
  });
}
