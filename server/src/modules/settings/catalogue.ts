import type { ModuleDetail, PortalModule } from '../../../../plugin/contract/customer/modules';
import type { ModuleInput } from '../../../../plugin/settings/module';
import type { CustomerKind, TabAudience } from '../../../../plugin/vocabulary';
import { createTypeFields, presentField, visibleFields, type ComponentFields, type FieldInfo, type LevelledField } from '../../fields';
import { isWritableField } from '../../../../plugin/fields/field';
import { createCache } from '../../platform/cache';
import { orderedList } from '../../platform/order';
import { table, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { shapedTable } from '../../platform/versioned';
import { mostBytes } from '../../customer-files';
import { columnsOf, presentColumn, titleFieldOf } from '../document';
import { chosenIn } from './problems';

export interface ModuleRow extends Row, ModuleInput {
  id: number;
  contentType: string;
  position: number;
  revision: number;
}

/** What excerpts of a document are made by: every field of its content type, and whether it has several languages. */
export type TypeShape = Pick<LoadedModule, 'uid' | 'infos' | 'localized'>;

/** A module whose content type is there and fit for it, with everything derived from both. */
export interface LoadedModule {
  row: ModuleRow;
  uid: string;
  /** Every field of the content type, hidden ones too. */
  infos: FieldInfo[];
  /** Fields that customers see. */
  fields: LevelledField[];
  writable: LevelledField[];
  columns: LevelledField[];
  titleField: LevelledField | undefined;
  /** The content type has versions in several languages. */
  localized: boolean;
}

export interface TypeSchema {
  kind: string;
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
  info: { displayName: string };
}

const concerns = (audience: TabAudience, kind: CustomerKind): boolean => audience === 'everyone' || audience === `${kind}s`;

export const moduleList = (strapi: Strapi) =>
  orderedList(strapi, UID.module, shapedTable(table<ModuleRow>(strapi, UID.module), ['notify', 'columns', 'fields']));

/** Which content types are modules, and what each is like now. */
export function createCatalogue(strapi: Strapi) {
  const types = createTypeFields(strapi);

  const find = (uid: string): TypeSchema | undefined => (strapi.contentTypes as unknown as Record<string, TypeSchema | undefined>)[uid];

  /** Every field of a content type. An editor can hide each, whatever its schema says. */
  async function infosOf(uid: string): Promise<FieldInfo[]> {
    return (await types.of(uid)).map((info) => ({ ...info, levels: [...info.levels.filter((level) => level !== 'hidden'), 'hidden'] }));
  }

  const isFit = (uid: string): boolean => {
    const schema = find(uid);
    return schema?.kind === 'collectionType' && schema.options?.draftAndPublish === true;
  };

  const isLocalized = (uid: string): boolean => find(uid)?.pluginOptions?.i18n?.localized === true;

  async function load(row: ModuleRow): Promise<LoadedModule> {
    const uid = row.contentType;
    const infos = await infosOf(uid);
    const fields = visibleFields(infos, chosenIn(row.fields));
    const columns = columnsOf(fields, row.columns);
    return {
      row,
      uid,
      infos,
      fields,
      writable: fields.filter(isWritableField),
      columns,
      titleField: titleFieldOf(fields, columns),
      localized: isLocalized(uid),
    };
  }

  const { all } = moduleList(strapi);

  const loaded = createCache(
    strapi,
    async (): Promise<LoadedModule[]> => Promise.all((await all()).filter(({ contentType }) => isFit(contentType)).map(load)),
  );

  /** Modules that work, switched off ones too, in order; at most half a second old. */
  const modules = (): Promise<LoadedModule[]> => loaded.get();

  const open = async (kind: CustomerKind): Promise<LoadedModule[]> =>
    (await modules()).filter(({ row }) => row.enabled && concerns(row.audience, kind));

  return {
    rows: all,
    modules,
    infosOf,
    isFit,
    isLocalized,

    /** Of a content type, whether or not it is a module. */
    shapeOf: async (uid: string): Promise<TypeShape> => ({ uid, infos: await infosOf(uid), localized: isLocalized(uid) }),

    find,

    /** A component, which a dynamic zone holds, with its fields. */
    componentInfo: (uid: string): ComponentFields | undefined => types.component(uid),

    /** Forgets what is kept: a module or a content type has changed. */
    forget(): void {
      loaded.forget();
      types.forget();
    },

    /** Modules that a kind of customer sees, in order. */
    open,

    openOne: async (kind: CustomerKind, documentId: string): Promise<LoadedModule | undefined> =>
      (await open(kind)).find(({ row }) => row.documentId === documentId),

    openOf: async (kind: CustomerKind, uid: string): Promise<LoadedModule | undefined> =>
      (await open(kind)).find((module) => module.uid === uid),

    of: async (uid: string): Promise<LoadedModule | undefined> => (await modules()).find((module) => module.uid === uid),

    present: ({ row }: LoadedModule): PortalModule => ({ id: row.documentId, name: row.name, icon: row.icon }),

    /** A module with everything that its pages need, for a kind of customer and who may write for it, or not. */
    async describe(module: LoadedModule, kind: CustomerKind, writes: boolean): Promise<ModuleDetail> {
      const { row, fields, columns } = module;
      const shown = new Map((await open(kind)).map(({ uid, row: { documentId } }) => [uid, documentId]));
      return {
        id: row.documentId,
        name: row.name,
        icon: row.icon,
        seen: row.seen,
        approval: row.approval,
        may: { create: writes && row.mayCreate, draft: writes && row.mayDraft, comment: writes && row.mayComment },
        columns: columns.map(presentColumn),
        fields: fields.map((field) => presentField(field, (uid) => shown.get(uid))),
        fileBytes: mostBytes(strapi),
      };
    },
  };
}

export type Catalogue = ReturnType<typeof createCatalogue>;
