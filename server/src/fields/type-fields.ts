import type { Struct } from '@strapi/strapi';
import { createCache } from '../platform/cache';
import { schemaOf, type Strapi } from '../platform/strapi';
import { describeFields, humanise, type FieldAttribute, type FieldAttributes, type FieldInfo } from './schema';

interface ContentManagerTypes {
  findConfiguration(type: Struct.ContentTypeSchema): Promise<{ metadatas?: Record<string, { edit?: { label?: string } } | undefined> }>;
}

/** A schema, as far as its fields go. */
interface Schema {
  info: { displayName: string };
  options?: { privateAttributes?: string[] };
  attributes: FieldAttributes;
}

/** A component with its fields: what a dynamic zone holds. */
export interface ComponentFields {
  label: string;
  fields: FieldInfo[];
}

/** How long a label changed in the Content Manager may go unseen, milliseconds. */
const LABELS_MS = 10_000;

/** The fields of content types and components as Strapi has them now, the project's extensions included. */
export function createTypeFields(strapi: Strapi) {
  /** Labels that editors gave the fields in the Content Manager, which are the customers' words too. */
  const labels = createCache(
    strapi,
    async (uid: string): Promise<Record<string, string>> => {
      const service = strapi.plugin('content-manager').service<ContentManagerTypes>('content-types');
      const { metadatas = {} } = await service.findConfiguration(schemaOf(strapi, uid));
      return Object.fromEntries(Object.entries(metadatas).map(([name, metadata]) => [name, metadata?.edit?.label ?? '']));
    },
    { freshMs: LABELS_MS },
  );

  /** With `private` wherever Strapi's own API keeps an attribute back: it says so, its schema's options, or the project for every one of that name. */
  function attributesOf({ attributes, options }: Schema): FieldAttributes {
    const names = [...strapi.config.get<string[]>('api.responses.privateAttributes', []), ...(options?.privateAttributes ?? [])];
    const kept = names.flatMap((name): [string, FieldAttribute][] => {
      const attribute = attributes[name];
      return attribute && Object.hasOwn(attributes, name) ? [[name, { ...attribute, private: true }]] : [];
    });
    return { ...attributes, ...Object.fromEntries(kept) };
  }

  const component = (uid: string): Schema | undefined => (strapi.components as unknown as Record<string, Schema | undefined>)[uid];

  const componentAttributes = (uid: string): FieldAttributes | undefined => {
    const schema = component(uid);
    return schema && attributesOf(schema);
  };

  return {
    /** Every field of a content type; what components hold keeps its own names. */
    of: async (uid: string): Promise<FieldInfo[]> =>
      describeFields(attributesOf(schemaOf(strapi, uid) as unknown as Schema), await labels.get(uid), componentAttributes),

    component(uid: string): ComponentFields | undefined {
      const schema = component(uid);
      if (!schema) return undefined;
      return { label: schema.info.displayName || humanise(uid), fields: describeFields(attributesOf(schema), {}, componentAttributes, 1) };
    },

    /** A content type has changed. */
    forget: (): void => labels.forget(),
  };
}
