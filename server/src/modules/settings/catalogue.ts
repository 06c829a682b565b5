import type { ModuleDetail, PortalModule } from '../../../../plugin/contract/customer/modules';
import type { ModuleInput } from '../../../../plugin/settings/module';
import type { CustomerKind, TabAudience } from '../../../../plugin/vocabulary';
import { humanise, labelsOf } from '../../customers';
import { createCache } from '../../platform/cache';
import { attributesOf, schemaOf, table, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import {
  columnsOf,
  describeRecordFields,
  isWritableField,
  type LevelledField,
  mostBytes,
  presentColumn,
  presentField,
  type RecordAttributes,
  type RecordFieldInfo,
  ruleOf,
  titleFieldOf,
  visibleFields,
} from '../document';
import type { RecordRule } from '../../../../plugin/rules/record-values';

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
  infos: RecordFieldInfo[];
  /** Fields that customers see. */
  fields: LevelledField[];
  writable: LevelledField[];
  rules: RecordRule[];
  columns: LevelledField[];
  titleField: LevelledField | undefined;
  /** The content type has versions in several languages. */
  localized: boolean;
}

/** How long a label changed in the Content Manager may go unseen, milliseconds. */
const LABELS_MS = 10_000;

export interface TypeSchema {
  kind: string;
  options?: { draftAndPublish?: boolean; privateAttributes?: string[] };
  pluginOptions?: { i18n?: { localized?: boolean } };
  info: { displayName: string };
  attributes: RecordAttributes;
}

interface ComponentSchema {
  info: { displayName: string };
  options?: { privateAttributes?: string[] };
  attributes: RecordAttributes;
}

const concerns = (audience: TabAudience, kind: CustomerKind): boolean => audience === 'everyone' || audience === `${kind}s`;

/** Which content types are modules, and what each is like now. */
export function createCatalogue(strapi: Strapi) {
  const rows = table<ModuleRow>(strapi, UID.module);
  const labels = createCache(strapi, (uid: string) => labelsOf(strapi, uid), { freshMs: LABELS_MS });

  const find = (uid: string): TypeSchema | undefined => (strapi.contentTypes as unknown as Record<string, TypeSchema | undefined>)[uid];

  const component = (uid: string): ComponentSchema | undefined =>
    (strapi.components as unknown as Record<string, ComponentSchema | undefined>)[uid];

  const componentAttributes = (uid: string): RecordAttributes | undefined => {
    const schema = component(uid);
    return schema && attributesOf(strapi, schema);
  };

  /** Every field of a content type; what components hold keeps its own names. */
  async function infosOf(uid: string): Promise<RecordFieldInfo[]> {
    const { attributes, options } = schemaOf(strapi, uid) as unknown as TypeSchema;
    return describeRecordFields(
      attributesOf(strapi, { attributes, ...(options && { options }) }),
      await labels.get(uid),
      componentAttributes,
    );
  }

  const isFit = (uid: string): boolean => {
    const schema = find(uid);
    return schema?.kind === 'collectionType' && schema.options?.draftAndPublish === true;
  };

  const isLocalized = (uid: string): boolean => find(uid)?.pluginOptions?.i18n?.localized === true;

  async function load(row: ModuleRow): Promise<LoadedModule> {
    const uid = row.contentType;
    const infos = await infosOf(uid);
    const fields = visibleFields(infos, row.fields);
    const columns = columnsOf(fields, row.columns);
    return {
      row,
      uid,
      infos,
      fields,
      writable: fields.filter(isWritableField),
      rules: fields.map(ruleOf),
      columns,
      titleField: titleFieldOf(fields, columns),
      localized: isLocalized(uid),
    };
  }

  const all = (): Promise<ModuleRow[]> => rows.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });

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
    componentInfo(uid: string): { label: string; fields: RecordFieldInfo[] } | undefined {
      const schema = component(uid);
      if (!schema) return undefined;
      return {
        label: schema.info.displayName || humanise(uid),
        fields: describeRecordFields(attributesOf(strapi, schema), {}, componentAttributes, 1),
      };
    },

    /** Forgets what is kept: a module or a content type has changed. */
    forget(): void {
      loaded.forget();
      labels.forget();
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
