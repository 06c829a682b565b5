/** The team's documents: filled with words of their own, and read back as the database holds them. */
import { documentsOf } from '../../../server/src/platform/documents';
import type { Row, Strapi } from '../../../server/src/platform/strapi';
import { paragraph } from '../modules';
import type { Draw, Tokens } from './draw';
import { newHeld, newVersion, type Held, type Ledger, type Version } from './ledger';
import type { ComponentPlan, Plan, TypePlan } from './schemas';

export interface Making {
  strapi: Strapi;
  ledger: Ledger;
  draw: Draw;
  tokens: Tokens;
}

/** A value for an attribute without parts, as Strapi takes it, and the word in it. */
export function scalarValue({ kind, schema }: Plan, tokens: Tokens, draw: Draw): { data: unknown; token: string | number | null } {
  const as = (token: string | number, data: unknown = token) => ({ data, token });
  switch (kind) {
    case 'text':
    case 'richtext': {
      const word = tokens.word();
      return as(word, `A line with ${word}`);
    }
    case 'email': {
      const word = tokens.word();
      return as(word, `${word}@example.org`);
    }
    case 'blocks': {
      const word = tokens.word();
      return as(word, paragraph(`Said ${word}`));
    }
    case 'json': {
      const word = tokens.word();
      return as(word, { note: word, list: [1, word] });
    }
    case 'integer':
      return as(tokens.integer());
    case 'biginteger':
      return as(tokens.bigInteger());
    case 'float':
      return as(tokens.float());
    case 'decimal':
      return as(tokens.decimal());
    case 'date':
      return as(tokens.date());
    case 'datetime':
      return as(tokens.datetime());
    case 'timestamp':
      return as(tokens.timestamp());
    case 'time': {
      const time = tokens.time();
      return as(time, `${time}:00.000`);
    }
    case 'boolean':
      return { data: draw.chance(50), token: null };
    case 'enumeration':
      return { data: draw.pick(schema.enum as string[]), token: null };
    default:
      return as(tokens.word());
  }
}

/** A file in the Media Library, as far as its rows go. */
async function libraryFile({ strapi, tokens, ledger }: Making, version: Version, path: string[]): Promise<number> {
  const word = tokens.word();
  const data = { name: `${word}.png`, hash: word, ext: '.png', mime: 'image/png', size: 1, url: `/uploads/${word}.png`, provider: 'local' };
  const file = (await strapi.db.query('plugin::upload.file').create({ data })) as Row;
  ledger.addValue(version, path, word);
  ledger.addValue(version, path, file.documentId);
  return file.id;
}

async function partData(making: Making, { plans }: ComponentPlan, version: Version, path: string[]): Promise<Record<string, unknown>> {
  return teamData(making, plans, version, path);
}

/** Data for every attribute, each with a word of its own. Relations come later, when there are documents. */
export async function teamData(making: Making, plans: Plan[], version: Version, above: string[] = []): Promise<Record<string, unknown>> {
  const { draw, tokens, ledger } = making;
  const data: Record<string, unknown> = {};
  for (const plan of plans) {
    const path = [...above, plan.name];
    const { kind, multiple, component, zone = [] } = plan;
    if (kind === 'relation') continue;
    if (kind === 'media') {
      const first = await libraryFile(making, version, path);
      data[plan.name] = multiple ? [first, await libraryFile(making, version, path)] : first;
    } else if (component) {
      const one = (): Promise<Record<string, unknown>> => partData(making, component, version, path);
      // Several at the top only: what every row of a component costs adds up.
      data[plan.name] = multiple ? (above.length === 0 ? [await one(), await one()] : [await one()]) : await one();
    } else if (kind === 'dynamiczone') {
      const parts: object[] = [];
      for (const part of zone.slice(0, draw.int(1, zone.length)))
        parts.push({ __component: part.uid, ...(await partData(making, part, version, path)) });
      data[plan.name] = parts;
    } else {
      const { data: value, token } = scalarValue(plan, tokens, draw);
      data[plan.name] = value;
      if (token !== null) ledger.addValue(version, path, token);
      else if (kind === 'enumeration') ledger.addChoice(version, path, value as string);
    }
  }
  return data;
}

/** Makes a document of the team's in English, and where the type has languages in German too. */
export async function teamDocument(making: Making, type: TypePlan): Promise<Held> {
  const held = newHeld(type);
  const version = newVersion(held, 'published');
  const documents = documentsOf(making.strapi, type.uid);
  const data = await teamData(making, type.plans, version);
  const { documentId } = await documents.create({ data, ...(type.localized && { locale: 'en' }) });
  held.document = documentId;
  if (type.localized && making.draw.chance(70)) {
    const isLocalized = ({ schema }: Plan): boolean =>
      (schema.pluginOptions as { i18n?: { localized: boolean } } | undefined)?.i18n?.localized ?? false;
    const localized = type.plans.filter((plan) => isLocalized(plan) || plan.required);
    await documents.update({ documentId, locale: 'de', data: await teamData(making, localized, version) });
  }
  held.words = version.words;
  return held;
}

/** Publishes every language of a document. */
export async function publish(strapi: Strapi, held: Held): Promise<void> {
  const { type, document } = held;
  await documentsOf(strapi, type.uid).publish({ documentId: document ?? '', ...(type.localized && { locale: '*' }) });
  held.live = true;
}

export const change = async (strapi: Strapi, { type, document }: Held, data: Record<string, unknown>): Promise<void> => {
  await documentsOf(strapi, type.uid).update({ documentId: document ?? '', data, ...(type.localized && { locale: 'en' }) });
};

/** One row of a document: a language, and draft or published. */
export interface StoredRow {
  locale: string | null;
  published: boolean;
  values: Record<string, unknown>;
}

function populate(plans: Plan[]): Record<string, unknown> {
  const entries = plans.flatMap(({ name, kind, component, zone = [] }): [string, unknown][] => {
    if (kind === 'media' || kind === 'relation') return [[name, true]];
    if (component) return [[name, { populate: populate(component.plans) }]];
    if (kind === 'dynamiczone')
      return [[name, { on: Object.fromEntries(zone.map(({ uid, plans: parts }) => [uid, { populate: populate(parts) }])) }]];
    return [];
  });
  return Object.fromEntries(entries);
}

const listOf = (value: unknown): Row[] => [value].flat().filter((one): one is Row => typeof one === 'object' && one !== null);

function plain(plans: Plan[], row: Record<string, unknown>): Record<string, unknown> {
  const valueOf = ({ kind, component, zone = [], name, target }: Plan): unknown => {
    const value = row[name];
    if (kind === 'media')
      return listOf(value)
        .map((file) => String(file.name))
        .sort();
    if (kind === 'relation') {
      const ids = listOf(value).map((one) => (target?.startsWith('api::levels') ? one.documentId : String(one.id)));
      return [...new Set(ids)].sort();
    }
    if (component) return listOf(value).map((part) => plain(component.plans, part));
    if (kind !== 'dynamiczone') return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
    return listOf(value).map((part) => plain(zone.find(({ uid }) => uid === part.__component)?.plans ?? [], part));
  };
  return Object.fromEntries(plans.map((plan) => [plan.name, valueOf(plan)]));
}

/** What the database holds of a document, draft and published, in every language. */
export async function stored(strapi: Strapi, { type, document }: Pick<Held, 'type' | 'document'>): Promise<StoredRow[]> {
  if (document === null) return [];
  const rows = (await strapi.db.query(type.uid).findMany({ where: { documentId: document }, populate: populate(type.plans) })) as Row[];
  return rows
    .map((row) => ({
      locale: (row.locale as string | null | undefined) ?? null,
      published: row.publishedAt !== null,
      values: plain(type.plans, row),
    }))
    .sort((one, other) => `${one.locale} ${one.published}`.localeCompare(`${other.locale} ${other.published}`));
}
