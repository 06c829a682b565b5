import type { SessionParty } from '../../kernel/party';
import type { FieldError } from '../../../../plugin/contract/errors';
import type { Strapi } from '../../platform/strapi';
import { eachIdList } from '../../fields';
import { localeOf } from '../document';
import type { LoadedModule } from '../settings';
import type { FileRow, RecordFiles } from '../files';
import type { Related } from './related';
import type { RecordRow } from './record-row';

/** A record that is being saved; null: a new one. */
export type Target = Pick<RecordRow, 'id' | 'document'> | null;

const within = (path: string): FieldError['path'] => ['values', ...path.split('.')];

/** Checks what only the server knows of values: whose file, whose record, what is unique. */
export function createReferences(strapi: Strapi, related: Related, files: RecordFiles) {
  return {
    /**
     * The private files that a version names. A file must have been uploaded for the field that names
     * it; files of the Media Library may stay where they are, and no others can be named.
     */
    async files(
      party: SessionParty,
      module: LoadedModule,
      target: Target,
      working: Record<string, unknown>,
      staying: ReadonlySet<string>,
    ): Promise<{ named: FileRow[]; errors: FieldError[] }> {
      const wanted = new Map<string, string>();
      const errors: FieldError[] = [];
      eachIdList(module.writable, working, 'media', (path, _field, ids) => {
        for (const id of ids) {
          if (staying.has(id)) continue;
          if (wanted.has(id)) errors.push({ path: within(path), code: 'twice', message: 'names a file twice' });
          wanted.set(id, path);
        }
      });
      const usable = new Map((await files.usable(party, module, target, [...wanted.keys()])).map((file) => [file.documentId, file]));
      for (const [id, path] of wanted) {
        if (usable.get(id)?.field !== path)
          errors.push({ path: within(path), code: 'no-such-file', message: 'names a file that is not there' });
      }
      return { named: [...usable.values()], errors };
    },

    /** Every related record must be one that the customer may see. */
    async relations(party: SessionParty, module: LoadedModule, working: Record<string, unknown>): Promise<FieldError[]> {
      const errors: FieldError[] = [];
      for (const field of module.writable.filter(({ type }) => type === 'relation')) {
        const ids = (working[field.name] as string[] | null) ?? [];
        if (ids.length === 0) continue;
        const seen = await related.titles(party, field.target ?? '', ids);
        if (ids.some((id) => !seen.has(id)))
          errors.push({ path: ['values', field.name], code: 'no-such-record', message: 'names a record that is not there' });
      }
      return errors;
    },

    /** Unique fields against what the team's documents hold, drafts included, as Strapi will when it publishes. */
    async unique(
      module: LoadedModule,
      target: Pick<RecordRow, 'document'> | null,
      working: Record<string, unknown>,
      language: string | null,
    ): Promise<FieldError[]> {
      const errors: FieldError[] = [];
      for (const { name, unique } of module.writable) {
        const value = working[name];
        if (!unique || value === null || value === undefined || typeof value === 'object') continue;
        const where = {
          [name]: value,
          ...localeOf(module.localized ? language : null),
          ...(target?.document && { documentId: { $ne: target.document } }),
        };
        if ((await strapi.db.query(module.uid).count({ where })) > 0)
          errors.push({ path: ['values', name], code: 'not-unique', message: 'is there already' });
      }
      return errors;
    },
  };
}

export type References = ReturnType<typeof createReferences>;
