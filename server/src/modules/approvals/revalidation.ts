import type { RecordParty } from '../../kernel/party';
/**
 * What was right when a record was submitted may not be when it is approved: what it points to was taken
 * back, a file is gone, a field was closed or has another type, the module was switched off. Approving asks
 * all of it again, so that nothing of a submission is dropped unseen.
 */
import { createHash } from 'node:crypto';
import type { FieldError, FieldErrorCode } from '../../../../plugin/contract/errors';
import { isWritableField } from '../../../../plugin/fields/field';
import { checkValues } from '../../../../plugin/fields/values';
import { kindOfFile } from '../../platform/files';
import { patternMatcher } from '../../platform/pattern';
import type { Strapi } from '../../platform/strapi';
import { eachIdList, fieldAt, isOfType, type LevelledField, markdownErrors, narrowIds, type FieldInfo } from '../../fields';
import { refusedByLibrary } from '../../customer-files';
import { NO_LANGUAGE } from '../document';
import type { LoadedModule } from '../settings';
import type { FileRow } from '../files';
import type { ModuleParts, RecordRow } from '../records';

type Values = Record<string, unknown>;
type Path = (string | number)[];

/** One thing that does not hold any more. */
export interface SubmissionProblem extends FieldError {
  /** It would be left out, which an editor may accept; else the customer has to mend it. */
  lost: boolean;
}

export interface Revalidated {
  problems: SubmissionProblem[];
  /** The version without what is lost. */
  working: Values;
}

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const holdsIds = ({ type }: LevelledField): boolean => type === 'media' || type === 'relation';

/**
 * Takes out of a version what its fields do not take any more. `shown` are the published values: what is
 * as published loses nothing. Pure.
 */
function withoutClosed(fields: readonly LevelledField[], working: Values, shown: Values, above: Path = []): Revalidated {
  const problems: SubmissionProblem[] = [];
  const kept: Values = {};
  for (const [name, value] of Object.entries(working)) {
    const path = [...above, name];
    const field = fields.find((one) => one.name === name);
    const lose = (code: FieldErrorCode, message: string): void => {
      if (!isNothing(value) && JSON.stringify(value) !== JSON.stringify(shown[name] ?? null))
        problems.push({ path, code, message, lost: true });
    };
    if (name === 'id' && above.length > 0) kept.id = value;
    else if (!field || !isWritableField(field)) lose('field-closed', 'is not open to customers any more');
    else if (field.type === 'component') {
      const parts = [value].flat().filter(isObject);
      if (!isNothing(value) && (parts.length === 0 || Array.isArray(value) !== field.multiple))
        lose('type-changed', 'is of another kind now');
      const checked = parts.map((part, index) => withoutClosed(field.fields ?? [], part, {}, field.multiple ? [...path, index] : path));
      problems.push(...checked.flatMap((one) => one.problems));
      kept[name] = field.multiple ? checked.map((one) => one.working) : (checked[0]?.working ?? null);
    } else if (!isNothing(value) && !(holdsIds(field) ? Array.isArray(value) : isOfType(field, value))) {
      lose('type-changed', 'is of another kind now');
    } else kept[name] = value;
  }
  return { problems, working: kept };
}

/** What a customer would send of these values: its own fields, in components too. */
const writableOnly = (fields: readonly LevelledField[], values: Values): Values =>
  Object.fromEntries(
    fields.filter(isWritableField).map((field) => {
      const value = values[field.name] ?? null;
      if (field.type !== 'component') return [field.name, value];
      const parts = [value]
        .flat()
        .filter(isObject)
        .map(({ id, ...part }) => ({ ...(id !== undefined && { id }), ...writableOnly(field.fields ?? [], part) }));
      return [field.name, field.multiple ? parts : (parts[0] ?? null)];
    }),
  );

/** One name for what would be left out; null for nothing. */
export function nameOfLost(problems: readonly SubmissionProblem[]): string | null {
  const lost = problems.filter((one) => one.lost).map(({ path, code }) => [...path, code].join(' '));
  return lost.length === 0 ? null : createHash('sha256').update(lost.sort().join('\n')).digest('base64url');
}

/** How a field is called, with the components that it is in; one that is gone, by its name. */
export function fieldLabel(infos: FieldInfo[], [name = '', ...rest]: string[]): string {
  const info = infos.find((one) => one.name === name);
  const label = info?.label ?? name;
  return rest.length === 0 ? label : `${label} – ${fieldLabel(info?.fields ?? [], rest)}`;
}

export function createRevalidation(strapi: Strapi, { catalogue, reader, related, records, references, files, library }: ModuleParts) {
  /** Relations to what the customer cannot choose any more; what is published already stays as it is. */
  async function withoutUnseen(
    party: RecordParty,
    module: LoadedModule,
    { problems, working }: Revalidated,
    shown: Values,
  ): Promise<Revalidated> {
    const known = new Set<string>();
    for (const { name, target, type } of module.writable) {
      const ids = working[name];
      if (type !== 'relation' || !Array.isArray(ids) || ids.length === 0) continue;
      const seen = await related.titles(party, target ?? '', ids as string[]);
      const before = [shown[name] ?? []].flat();
      const lost = (ids as string[]).filter((id) => !seen.has(id) && !before.includes(id));
      for (const id of ids as string[]) if (!lost.includes(id)) known.add(id);
      if (lost.length > 0)
        problems.push({ path: [name], code: 'no-such-record', message: 'names a record that is not there any more', lost: true });
    }
    return { problems, working: narrowIds(module.writable, working, 'relation', (id) => known.has(id)) };
  }

  /** What is wrong with a file of a record's, where a version names it. */
  async function problemOf(
    module: LoadedModule,
    file: FileRow,
    path: string,
  ): Promise<readonly [code: FieldErrorCode, message: string] | undefined> {
    if (file.field !== path) return ['no-such-file', 'names a file of another field'];
    const kinds = fieldAt(module.writable, path)?.fileKinds;
    if (kinds && !kinds.includes(kindOfFile(file.mime)))
      return ['wrong-kind', 'names a file of a kind that the field does not take any more'];
    if (refusedByLibrary(strapi, file)) return ['not-for-library', 'names a file that the Media Library does not take'];
    return (await files.isThere(file)) ? undefined : ['not-on-server', 'names a file that is missing in the folder of private files'];
  }

  /** Files that are gone, or of a kind that their field or the Media Library does not take any more. */
  async function withoutGone(module: LoadedModule, row: RecordRow, { problems, working }: Revalidated): Promise<Revalidated> {
    const attached = new Map((await files.of(row)).map((file) => [file.documentId, file]));
    const wanted: { id: string; path: string }[] = [];
    eachIdList(module.writable, working, 'media', (path, _field, ids) => wanted.push(...ids.map((id) => ({ id, path }))));
    const published = await library.find(wanted.map(({ id }) => id).filter((id) => !attached.has(id)));
    const gone = new Set<string>();
    for (const { id, path } of wanted) {
      const file = attached.get(id);
      const problem = file
        ? await problemOf(module, file, path)
        : !published.has(id) && (['no-such-file', 'names a file that is not there any more'] as const);
      if (!problem) continue;
      gone.add(id);
      problems.push({ path: path.split('.'), code: problem[0], message: problem[1], lost: true });
    }
    return { problems, working: narrowIds(module.writable, working, 'media', (id) => !gone.has(id)) };
  }

  /** What is left against the rules of its fields, as if it were submitted now. */
  async function invalid(module: LoadedModule, row: RecordRow, working: Values, shown: Values): Promise<SubmissionProblem[]> {
    const language = row.language ?? NO_LANGUAGE;
    const { values } = await records.newest(module, { ...row, working }, [language]);
    // What the version says nothing of stays as it is; only that there is nothing may be wrong with it.
    const concerned = ({ name, level }: LevelledField): boolean =>
      Object.hasOwn(working, name) || (level === 'mandatory' && isNothing(shown[name] ?? null));
    const written = module.writable.filter(concerned);
    const { errors } = checkValues(written, writableOnly(written, values), {
      complete: true,
      matches: patternMatcher(module.uid, (message) => strapi.log.warn(`customer-portal: ${message}`)),
    });
    const hard = ({ path, code, message }: FieldError): SubmissionProblem => ({ path, code, message, lost: false });
    const taken = await references.unique(module, row, working, language);
    const markdown = markdownErrors(module.writable, working, shown);
    return [...[...errors, ...markdown].map(hard), ...taken.map(({ path, ...rest }) => hard({ ...rest, path: path.slice(1) }))];
  }

  /** Everything that has changed under a submission. To be asked again in the transaction that publishes it. */
  return async function revalidate(party: RecordParty, module: LoadedModule, row: RecordRow, submitted: Values): Promise<Revalidated> {
    const language = row.language ?? NO_LANGUAGE;
    const published = row.document && row.live ? await reader.published(module.uid, row.document, module.infos, [language]) : null;
    const shown = published ? reader.present(module.infos, published).values : {};
    const open = withoutClosed(module.fields, submitted, shown);
    const { problems, working } = await withoutGone(module, row, await withoutUnseen(party, module, open, shown));
    if (!(await catalogue.openOf(party.customer.kind, module.uid))) {
      problems.push({ path: [], code: 'module-off', message: 'Customers do not see the module any more.', lost: true });
    }
    return { problems: [...problems, ...(await invalid(module, row, working, shown))], working };
  };
}

export type Revalidate = ReturnType<typeof createRevalidation>;
