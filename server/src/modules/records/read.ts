import type { SessionParty } from '../../kernel/party';
import type { RecordDetail, RecordFile, RecordRow as PresentedRow } from '../../../../plugin/contract/customer/modules';
import { allows } from '../../../../plugin/rights';
import { portalBrand } from '../../settings';
import { platformOf } from '../../platform';
import { toDate, type Strapi } from '../../platform/strapi';
import { adoptComponents, idsIn, isOfType, presentWorking } from '../../fields';
import { distinctFiles, titleOf, type DocumentReader, type LoadedDocument, type Languages, pickCells } from '../document';
import type { LoadedModule } from '../settings';
import type { RecordFiles } from '../files';
import type { History } from './history';
import { permissionsOf, type RecordPermissions } from './permissions';
import type { Related } from './related';
import type { RecordRow } from './record-row';

const iso = (value: string | Date | null): string | null => (value === null ? null : toDate(value).toISOString());

/** The newest version of a record, for a customer or an editor. */
export interface NewestVersion {
  values: Record<string, unknown>;
  /** Those of the published version, in the same language; null when there is none. */
  before: Record<string, unknown> | null;
  files: RecordFile[];
  language: string | null;
}

export const isOwn = (party: SessionParty, row: RecordRow): boolean => !row.contact || row.contact.id === party.contact.id;

export const permissionsFor = (party: SessionParty, module: LoadedModule, row: RecordRow): RecordPermissions =>
  permissionsOf(
    {
      state: row.state,
      published: row.document !== null,
      live: row.live,
      own: isOwn(party, row),
      writes: allows(party.customer.rights, 'records.write'),
    },
    module.row,
  );

/** Puts records together for those who may see them. */
export function createRecordReader(
  strapi: Strapi,
  {
    reader,
    related,
    files,
    history,
    languages,
  }: { reader: DocumentReader; related: Related; files: RecordFiles; history: History; languages: Languages },
) {
  const { media } = platformOf(strapi);

  /** Unpublished values with the components that the published version has in place of those of the draft. */
  async function asShown(
    module: LoadedModule,
    { document, working }: RecordRow,
    { row, language }: LoadedDocument,
  ): Promise<Record<string, unknown>> {
    if (!module.writable.some(({ type }) => type === 'component')) return working ?? {};
    const draft = await reader.draft(module.uid, document ?? '', module.fields, language);
    return adoptComponents(module.writable, working ?? {}, draft, row);
  }

  /** The published version with the unpublished values over it. Relations are not narrowed yet. */
  async function newest(module: LoadedModule, row: RecordRow, order: readonly string[]): Promise<NewestVersion> {
    const preferred = row.working && row.language ? [row.language, ...order] : [...order, ...(row.language ? [row.language] : [])];
    const published = row.document && row.live ? await reader.published(module.uid, row.document, module.fields, preferred) : null;
    const shown = published ? reader.present(module.fields, published) : { values: {}, files: [] };
    const working = row.working && published ? await asShown(module, row, published) : (row.working ?? {});
    const values = presentWorking(module.fields, shown.values, working);
    const privateFiles = row.working ? (await files.of(row)).map(files.present) : [];
    const known = distinctFiles([...privateFiles, ...shown.files]);
    const named = new Set(idsIn(module.fields, { ...values }, 'media'));
    const missing = [...named].filter((id) => !known.some((file) => file.id === id));
    const all = [...known, ...(await reader.libraryFiles(missing))];
    return {
      values,
      before: published ? shown.values : null,
      files: all.filter(({ id }) => named.has(id) || (published !== null && shown.files.some((file) => file.id === id))),
      language: row.working ? row.language : (published?.language ?? row.language),
    };
  }

  return {
    newest,

    row: (
      module: LoadedModule,
      listed: { documentId: string; state: RecordRow['state']; changedAt: Date; cells: RecordRow['cells'] },
      order: readonly string[],
    ): PresentedRow => {
      const cells = pickCells(listed.cells, order);
      return {
        id: listed.documentId,
        title: titleOf(module, cells),
        state: listed.state,
        foreign: false,
        updatedAt: listed.changedAt.toISOString(),
        // A field may have been of another type when its excerpt was kept.
        values: Object.fromEntries(
          module.columns.map((field) => [field.name, isOfType(field, cells[field.name]) ? (cells[field.name] ?? null) : null]),
        ),
      };
    },

    /** A customer's own record. */
    async own(party: SessionParty, module: LoadedModule, row: RecordRow): Promise<RecordDetail> {
      const order = await languages.of(module, party.contact.language);
      const version = await newest(module, row, order);
      const { values, titles } = await related.visibleTo(party, module.fields, version.values);
      const { organisation } = await portalBrand(strapi);
      const named = new Set(idsIn(module.fields, values, 'media'));
      return {
        id: row.documentId,
        title: titleOf(module, pickCells(row.cells, [row.working && row.language ? row.language : '', ...order])),
        state: row.state,
        live: row.live,
        foreign: false,
        revision: row.revision,
        createdAt: iso(row.createdAt) ?? '',
        updatedAt: iso(row.changedAt) ?? '',
        submittedAt: iso(row.submittedAt),
        filesKeptUntil: row.state === 'rejected' ? iso(row.filesUntil) : null,
        values: await media.shownIn(values),
        files: await media.shown(version.files.filter(({ id }) => named.has(id))),
        related: titles,
        history: await history.forContact(row, party.contact.id, organisation),
        may: permissionsFor(party, module, row),
      };
    },

    /** Something published that is not the customer's, where the module shows it; null when it is not there. */
    async foreign(party: SessionParty, module: LoadedModule, document: string): Promise<RecordDetail | null> {
      if (module.row.seen !== 'published') return null;
      const order = await languages.of(module, party.contact.language);
      const loaded = await reader.published(module.uid, document, module.fields, order);
      if (!loaded) return null;
      const shown = reader.present(module.fields, loaded);
      const { values, titles } = await related.visibleTo(party, module.fields, shown.values);
      const { createdAt, updatedAt } = loaded.row as unknown as { createdAt: string | Date; updatedAt: string | Date };
      return {
        id: document,
        title: titleOf(module, loaded.row),
        state: 'approved',
        live: true,
        foreign: true,
        revision: 0,
        createdAt: iso(createdAt) ?? '',
        updatedAt: iso(updatedAt) ?? '',
        submittedAt: null,
        filesKeptUntil: null,
        values: await media.shownIn(values),
        files: await media.shown(distinctFiles(shown.files)),
        related: titles,
        history: [],
        may: { edit: false, draft: false, delete: false, withdraw: false, comment: false },
      };
    },
  };
}

export type RecordReader = ReturnType<typeof createRecordReader>;
