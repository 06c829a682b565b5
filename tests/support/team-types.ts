import { factories, type Core } from '@strapi/strapi';

/** An attribute as a schema file of a Strapi project writes it. */
export type TeamAttribute = { type: string } & Record<string, unknown>;

export interface TeamType {
  singularName: string;
  pluralName: string;
  displayName: string;
  attributes: Record<string, TeamAttribute>;
}

interface Apis {
  add(name: string, api: object): unknown;
}
interface Components {
  set(uid: string, component: object): unknown;
}

const pascal = (name: string): string => name.replace(/(?:^|[-.])([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** A component of a team's, for types that the playground has no need of; from `define` of `startApp`. */
export function addComponent(strapi: Core.Strapi, uid: string, displayName: string, attributes: Record<string, TeamAttribute>): void {
  const [category = '', name = ''] = uid.split('.');
  const schema = { collectionName: `components_${category}_${name}s`, info: { displayName }, options: {}, attributes };
  const component = {
    ...schema,
    __schema__: structuredClone(schema),
    uid,
    category,
    modelType: 'component',
    modelName: name,
    globalId: `Component${pascal(uid)}`,
  };
  strapi.get<Components>('components').set(uid, component);
}

/** A content type of a team's with Draft & Publish and the routes that Strapi generates; from `define` of `startApp`. */
export function addType(strapi: Core.Strapi, { singularName, pluralName, displayName, attributes }: TeamType): string {
  const uid = `api::${singularName}.${singularName}` as never;
  strapi.get<Apis>('apis').add(singularName, {
    routes: { [singularName]: factories.createCoreRouter(uid) },
    controllers: { [singularName]: factories.createCoreController(uid) },
    services: { [singularName]: factories.createCoreService(uid) },
    contentTypes: {
      [singularName]: {
        actions: {},
        lifecycles: {},
        schema: {
          kind: 'collectionType',
          apiName: singularName,
          globalId: pascal(singularName),
          collectionName: pluralName.replaceAll('-', '_'),
          info: { singularName, pluralName, displayName },
          options: { draftAndPublish: true },
          pluginOptions: {},
          attributes,
        },
      },
    },
  });
  return uid;
}
