import { now } from '../clock';
import { newDocumentId } from '../document-id';
import { statement } from './statement';
import { tableName, type Strapi } from '../strapi';

interface Column {
  name: string;
  attribute: string;
  /** What Strapi's query layer fills in where nothing is given: publication, a schema's default. */
  fallback: unknown;
}

interface Attribute {
  type: string;
  columnName?: string;
  default?: unknown;
  owner?: boolean;
  joinColumn?: { name: string };
}

type Insert = (data: Record<string, unknown>) => Promise<void>;

/** Objects are kept as JSON, as Strapi keeps them; dates and nothing at all are the driver's. */
const stored = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value;

/**
 * Writes rows of one of the plugin's bookkeeping types as Strapi's query layer writes them, project's
 * attributes and defaults included, with a statement that is made once. What it leaves out is a SELECT of
 * what was written, relations in tables of their own, and lifecycle hooks: for types that are written with
 * every request and that tell of themselves by events.
 */
export function inserter(strapi: Strapi, uid: string): Insert {
  let known: Column[] | undefined;

  function columnsOf(): Column[] {
    const attributes = Object.entries(strapi.db.metadata.get(uid).attributes as Record<string, Attribute>);
    const columns = attributes.flatMap(([attribute, { type, columnName, owner, joinColumn, default: fallback }]) => {
      const name = type === 'relation' ? owner && joinColumn?.name : columnName;
      return name && attribute !== 'id' ? [{ name, attribute, fallback }] : [];
    });
    // The order in which knex writes them.
    return columns.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  const write = statement<unknown[], never>(strapi, (...values) =>
    strapi.db
      .getConnection(tableName(strapi, uid))
      .insert(Object.fromEntries((known ?? []).map(({ name }, index) => [name, values[index]]))),
  );

  return async (data) => {
    known ??= columnsOf();
    const instant = now(strapi);
    const whole: Record<string, unknown> = { documentId: newDocumentId(), createdAt: instant, updatedAt: instant, ...data };
    const values = known.map(({ attribute, fallback }) => {
      const given = whole[attribute];
      if (given !== undefined) return stored(given);
      return stored(typeof fallback === 'function' ? (fallback as () => unknown)() : fallback) ?? null;
    });
    await write(values);
  };
}
