import type { FieldError } from '../../../../plugin/contract/errors';
import type { EditorModule, ModuleCandidate, SettableRecordField } from '../../../../plugin/contract/editor/modules';
import type { ListChange } from '../../../../plugin/events';
import { isScalarType } from '../../../../plugin/fields/field';
import { moduleInput, type ModuleInput } from '../../../../plugin/settings/module';
import { MAX_MODULES } from '../../../../plugin/vocabulary';
import { tell } from '../../platform/events';
import { fieldError, PortalError } from '../../platform/errors';
import { pick } from '../../platform/pick';
import type { Strapi } from '../../platform/strapi';
import { moduleList, type Catalogue, type LoadedModule, type ModuleRow } from './catalogue';
import { levelOf, type FieldInfo } from '../../fields';
import { chosenIn, isGoodDefault, problemsOf } from './problems';

/**
 * The level that a field is offered with: what is required can be filled in, everything else (a note of the
 * team's, say) is opened by an editor or stays closed.
 */
const suggestedLevel = ({ levels, required }: FieldInfo): SettableRecordField['suggested'] =>
  required && levels.includes('mandatory') ? 'mandatory' : 'hidden';

const settable = (info: FieldInfo): SettableRecordField => ({
  name: info.name,
  label: info.label,
  type: info.type,
  required: info.required,
  levels: info.levels,
  suggested: suggestedLevel(info),
  ...(info.options && { options: info.options }),
  defaultable: isScalarType(info.type),
  listable: isScalarType(info.type),
});

/** What editors do on *Settings → Customer Portal → Custom Modules*. */
export function createModuleSettings(strapi: Strapi, catalogue: Catalogue, catchUp: (module: LoadedModule) => Promise<void>) {
  const { rows, load, append, change, remove, reorder } = moduleList(strapi);

  async function changed(action: ListChange, module: string | null): Promise<void> {
    catalogue.forget();
    await tell(strapi, `module.${action}`, { module });
  }

  function typeProblem(uid: string) {
    if (!catalogue.find(uid)) return 'type-gone';
    return catalogue.isFit(uid) ? undefined : 'no-draft-and-publish';
  }

  async function present(row: ModuleRow): Promise<EditorModule> {
    const { contentType } = row;
    const input = pick(moduleInput, row);
    const code = typeProblem(contentType);
    return {
      id: row.documentId,
      contentType,
      typeName: catalogue.find(contentType)?.info.displayName ?? contentType,
      ...input,
      problems: code ? [{ code, field: null }] : problemsOf(await catalogue.infosOf(contentType), input),
      revision: row.revision,
    };
  }

  /**
   * Refuses settings that name what the content type does not have. Those that were saved before a
   * field went may stay: the screen tells of them, and a save need not decide them all.
   */
  async function check(uid: string, input: ModuleInput, before?: ModuleRow): Promise<void> {
    const infos = new Map((await catalogue.infosOf(uid)).map((info) => [info.name, info]));
    const errors: FieldError[] = [];
    for (const [name, { level, default: value }] of Object.entries(input.fields)) {
      const info = infos.get(name);
      if (!info) {
        if (!before || !Object.hasOwn(before.fields, name))
          errors.push({ path: ['fields', name], code: 'unknown-key', message: 'is not a field of the content type' });
      } else if (!info.levels.includes(level)) {
        errors.push({ path: ['fields', name, 'level'], code: 'not-an-option', message: `can only be ${info.levels.join(' or ')}` });
      } else if (value !== null && !isGoodDefault(info, value)) {
        errors.push({ path: ['fields', name, 'default'], code: 'default-wrong', message: 'does not fit the field' });
      }
    }
    for (const [index, name] of input.columns.entries()) {
      const info = infos.get(name);
      const known = info && isScalarType(info.type) && levelOf(info, chosenIn(input.fields)(info)) !== 'hidden';
      if (!known && !before?.columns.includes(name)) {
        errors.push({ path: ['columns', index], code: 'not-an-option', message: 'is not a field that the list can show' });
      } else if (input.columns.indexOf(name) !== index)
        errors.push({ path: ['columns', index], code: 'twice', message: 'is there already' });
    }
    if (errors.length > 0) throw new PortalError('invalid-request', { errors });
  }

  const all = async (): Promise<EditorModule[]> => Promise.all((await catalogue.rows()).map(present));

  return {
    find: all,

    /** The team's content types. Those of plugins are left out: they have rules of their own. */
    async candidates(): Promise<ModuleCandidate[]> {
      const taken = new Set((await catalogue.rows()).map(({ contentType }) => contentType));
      const uids = Object.keys(strapi.contentTypes).filter((uid) => uid.startsWith('api::'));
      const described = uids.map((uid) => {
        const schema = catalogue.find(uid);
        const reason =
          schema?.kind !== 'collectionType'
            ? 'single-type'
            : !catalogue.isFit(uid)
              ? 'no-draft-and-publish'
              : taken.has(uid)
                ? 'taken'
                : null;
        return { uid, name: schema?.info.displayName ?? uid, reason } as const;
      });
      return described.sort((one, other) => one.name.localeCompare(other.name));
    },

    async fields(uid: string): Promise<SettableRecordField[]> {
      if (!uid.startsWith('api::') || !catalogue.find(uid)) throw new PortalError('not-found');
      return (await catalogue.infosOf(uid)).map(settable);
    },

    async create({ contentType, ...input }: ModuleInput & { contentType: string }): Promise<EditorModule> {
      const problem = contentType.startsWith('api::') ? typeProblem(contentType) : 'type-gone';
      if (problem) throw fieldError(['contentType'], problem, 'is not a content type with Draft & Publish');
      await check(contentType, input);
      const existing = await catalogue.rows();
      if (existing.some((row) => row.contentType === contentType)) throw new PortalError('conflict');
      if (existing.length >= MAX_MODULES) throw fieldError(['name'], 'too-many-modules', `A portal can have ${MAX_MODULES} modules.`);
      const row = await append({ ...input, contentType }).catch(async (error: unknown) => {
        // Another editor opened the same type at the same time: its unique column says so.
        throw (await rows.count({ where: { contentType } })) > 0 ? new PortalError('conflict') : error;
      });
      await changed('create', row.documentId);
      // Records of a module that was closed are back, and the team may have been at work on their documents.
      const module = await catalogue.of(contentType);
      if (module) await catchUp(module);
      return present(row);
    },

    async update(documentId: string, { revision, ...input }: ModuleInput & { revision: number }): Promise<EditorModule> {
      const before = await load(documentId);
      if (before.revision !== revision) throw new PortalError('conflict');
      if (catalogue.find(before.contentType)) await check(before.contentType, input, before);
      await change(documentId, revision, input);
      await changed('update', documentId);
      return present(await load(documentId));
    },

    /** Puts all modules in order; the list must be the present set, or another editor was faster. */
    async reorder(ids: string[]): Promise<EditorModule[]> {
      await reorder(ids);
      await changed('reorder', null);
      return all();
    },

    async delete(documentId: string): Promise<{ id: string }> {
      await remove(documentId);
      await changed('delete', documentId);
      return { id: documentId };
    },
  };
}
