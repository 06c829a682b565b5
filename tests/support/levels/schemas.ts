/**
 * Content types and components as a team could build them, drawn at random: every attribute type that
 * Strapi has, with constraints, at the top and in components.
 */
import type { FieldLevel } from '../../../plugin/vocabulary';
import type { Draw, Tokens } from './draw';

export const SCALARS = [
  'string',
  'text',
  'richtext',
  'blocks',
  'email',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'date',
  'time',
  'datetime',
  'timestamp',
  'boolean',
  'enumeration',
  'json',
  'password',
] as const;
export type Kind = (typeof SCALARS)[number] | 'uid' | 'media' | 'relation' | 'component' | 'dynamiczone';

/** An attribute, and what the portal may do with it whatever an editor chooses. */
export interface Plan {
  name: string;
  kind: Kind;
  /** As it stands in schema.json. */
  schema: Record<string, unknown>;
  /** Levels that an editor may choose; only `hidden` for what never leaves. */
  levels: FieldLevel[];
  multiple: boolean;
  required: boolean;
  /** Words and bounds of the schema itself, which tell of the field. */
  words: (string | number)[];
  component?: ComponentPlan;
  zone?: ComponentPlan[];
  /** Relations: the uid that they point to, and whether this end is seen from the other one only. */
  target?: string;
  inverse?: boolean;
}

export interface ComponentPlan {
  uid: string;
  label: string;
  plans: Plan[];
  /** Private by the component's options, not by the attribute. */
  privately: string[];
}

export interface TypePlan {
  uid: string;
  singular: string;
  localized: boolean;
  plans: Plan[];
  privately: string[];
}

export interface Project {
  types: TypePlan[];
  components: ComponentPlan[];
  /** Attribute names that config/api.ts calls private everywhere. */
  privately: string[];
}

const LEVELS: FieldLevel[] = ['optional', 'mandatory', 'read-only', 'hidden'];
/** What the portal never writes. */
const NEVER_WRITTEN = new Set<Kind>(['uid', 'json', 'dynamiczone']);
/** What it never shows. */
const NEVER_SHOWN = new Set<Kind>(['password', 'timestamp']);
const UNIQUE = new Set<Kind>(['string', 'email', 'integer', 'biginteger']);
const REQUIRED = new Set<Kind>(['string', 'text', 'email', 'integer', 'decimal', 'date', 'enumeration', 'blocks']);

/** Types of the playground, and of Strapi's, that a relation may point to and that no module shows. */
const ELSEWHERE = ['api::notice.notice', 'plugin::users-permissions.user'];

interface Making {
  draw: Draw;
  tokens: Tokens;
  uids: string[];
  /** In a component: no relation is shown, and no unique values (a type can hold many of it). */
  nested: boolean;
}

/** Constraints and the like, by kind. */
function details(kind: Kind, { draw, tokens, nested }: Making): { schema: Record<string, unknown>; words: (string | number)[] } {
  const schema: Record<string, unknown> = {};
  const words: (string | number)[] = [];
  const note = <T extends string | number>(word: T): T => {
    words.push(word);
    return word;
  };
  if (REQUIRED.has(kind) && draw.chance(nested ? 8 : 12)) schema.required = true;
  if (UNIQUE.has(kind) && !nested && draw.chance(15)) schema.unique = true;
  if (kind === 'string' && draw.chance(25)) schema.regex = `^(?:zq|${note(tokens.word())}).*$`;
  if (kind === 'text' && draw.chance(20)) Object.assign(schema, { minLength: 3, maxLength: note(tokens.bound()) });
  if ((kind === 'integer' || kind === 'decimal') && draw.chance(30)) schema.min = note(tokens.bound());
  // Hashing one takes Strapi longer than all else about a document.
  if (kind === 'password') schema.encryption = { rounds: 4 };
  if (kind === 'enumeration') schema.enum = [note(tokens.word()), note(tokens.word()), note(tokens.word())];
  if (schema.unique === undefined && draw.chance(12)) {
    if (kind === 'string') schema.default = note(tokens.word());
    if (kind === 'integer') schema.default = note(tokens.integer());
    if (kind === 'boolean') schema.default = draw.chance(50);
    if (kind === 'enumeration') schema.default = (schema.enum as string[])[0];
  }
  return { schema, words };
}

function levelsOf(kind: Kind, schema: Record<string, unknown>, making: Making, ownRelation: boolean): FieldLevel[] {
  const { draw, nested } = making;
  if (NEVER_SHOWN.has(kind) || (nested && kind === 'relation')) return ['hidden'];
  let levels = NEVER_WRITTEN.has(kind) || (kind === 'relation' && !ownRelation) ? LEVELS.slice(2) : LEVELS;
  if (draw.chance(nested ? 20 : 7)) schema.private = true;
  else if (draw.chance(4)) schema.visible = false;
  if (schema.private || schema.visible === false) levels = ['hidden'];
  else if (draw.chance(nested ? 20 : 8)) {
    const wanted = draw.pick<FieldLevel[]>([
      ['read-only', 'hidden'],
      ['hidden'],
      ['optional', 'hidden'],
      ['mandatory', 'read-only', 'hidden'],
    ]);
    schema.pluginOptions = { 'customer-portal': { levels: wanted } };
    levels = levels.filter((level) => level === 'hidden' || wanted.includes(level));
  }
  return levels;
}

function attribute(kind: Kind, making: Making, more: Partial<Plan> & { schema?: Record<string, unknown> } = {}): Plan {
  const name = `${kind}${making.tokens.word().replace(/^z/u, 'Z')}`;
  const { schema, words } = details(kind, making);
  Object.assign(schema, { type: kind, ...more.schema });
  const { relation, inversedBy, mappedBy } = schema;
  const oneWay = inversedBy === undefined && mappedBy === undefined;
  const ownRelation = relation === 'manyToOne' || relation === 'manyToMany' || (oneWay && kind === 'relation');
  const levels = levelsOf(kind, schema, making, ownRelation);
  return { name, kind, multiple: false, required: schema.required === true, words, ...more, schema, levels };
}

function media(making: Making): Plan {
  const multiple = making.draw.chance(50);
  return attribute('media', making, { multiple, schema: { multiple, allowedTypes: ['images', 'files'] } });
}

function relation(making: Making): Plan {
  const { draw, uids, nested } = making;
  const target = draw.chance(15) ? draw.pick(ELSEWHERE) : draw.pick(uids);
  const kind = nested ? 'manyToOne' : draw.pick(['manyToOne', 'manyToMany', 'oneToOne', 'oneToMany'].slice(nested ? 3 : 0));
  return attribute('relation', making, { target, multiple: kind.endsWith('Many'), schema: { relation: kind, target } });
}

function component(of: ComponentPlan, making: Making, multiple: boolean): Plan {
  return attribute('component', making, { component: of, multiple, schema: { component: of.uid, repeatable: multiple } });
}

/** A component of scalars, of which some are private in one of Strapi's ways, with others in it. */
function componentPlan(name: string, making: Making, inner: ComponentPlan[]): ComponentPlan {
  const { draw, tokens } = making;
  const nested = { ...making, nested: true };
  const plans: Plan[] = [
    attribute('string', nested),
    ...draw.some(SCALARS, inner.length > 0 ? 25 : 45).map((kind) => attribute(kind, nested)),
    ...(draw.chance(60) ? [media(nested)] : []),
    ...(draw.chance(50) ? [relation(nested)] : []),
    ...inner.flatMap((one, index) => (draw.chance(60) ? [component(one, nested, index % 2 === 0)] : [])),
  ];
  // Of each at least one that never leaves, and one that a customer can write.
  const secret = attribute('string', nested);
  Object.assign(secret, { levels: ['hidden'], schema: { type: 'string' }, required: false, words: [] });
  const open = attribute('text', nested);
  Object.assign(open, { levels: LEVELS, schema: { type: 'text' }, required: false, words: [] });
  return { uid: `levels.${name}`, label: `Part ${tokens.word()}`, plans: [...plans, secret, open], privately: [secret.name] };
}

function typePlan(index: number, making: Making, outer: ComponentPlan[]): TypePlan {
  const { draw, uids } = making;
  const localized = index % 4 === 1;
  const plans = [
    attribute('string', making),
    ...draw.some(SCALARS, 88).map((kind) => attribute(kind, making)),
    media(making),
    ...(draw.chance(70) ? [media(making)] : []),
    relation(making),
    relation(making),
    ...(draw.chance(60) ? [relation(making)] : []),
    component(draw.pick(outer), making, false),
    component(draw.pick(outer), making, true),
    attribute('dynamiczone', making, { zone: draw.shuffled(outer).slice(0, 2), multiple: true }),
  ];
  const zone = plans.find(({ kind }) => kind === 'dynamiczone') as Plan;
  zone.schema.components = zone.zone?.map(({ uid }) => uid);
  const texts = plans.filter(({ kind }) => kind === 'string');
  plans.push(attribute('uid', making, { schema: { targetField: draw.pick(texts).name } }));
  const hidden = plans.filter(({ kind, levels, schema }) => kind === 'string' && levels.length === LEVELS.length && !schema.required);
  const privately = draw.chance(60) ? hidden.slice(0, 1).map(({ name }) => name) : [];
  for (const plan of plans) {
    if (privately.includes(plan.name)) plan.levels = ['hidden'];
    if (localized)
      plan.schema.pluginOptions = { ...(plan.schema.pluginOptions as object | undefined), i18n: { localized: draw.chance(60) } };
  }
  const uid = uids[index] as string;
  return { uid, singular: uid.split('.')[1] as string, localized, plans, privately };
}

/** Two ends of one relation, between two types. */
function join(one: TypePlan, other: TypePlan, making: Making, [here, there]: readonly [string, string]): void {
  const [near, far] = [attribute('relation', making), attribute('relation', making)];
  const ends = [
    { plan: near, owner: one, schema: { type: 'relation', relation: here, target: other.uid, inversedBy: far.name }, inverse: false },
    { plan: far, owner: other, schema: { type: 'relation', relation: there, target: one.uid, mappedBy: near.name }, inverse: true },
  ];
  for (const { plan, owner, schema, inverse } of ends) {
    const writable = schema.relation === 'manyToOne';
    const multiple = schema.relation.endsWith('Many');
    Object.assign(plan, { schema, inverse, multiple, target: schema.target, required: false, levels: writable ? LEVELS : LEVELS.slice(2) });
    owner.plans.push(plan);
  }
}

export function drawProject(draw: Draw, tokens: Tokens, count: number): Project {
  const uids = Array.from({ length: count }, (_, index) => `api::levels-${index}.levels-${index}`);
  const making: Making = { draw, tokens, uids, nested: false };
  const deep = componentPlan('deep', making, []);
  const inner = [componentPlan('inner-a', making, [deep]), componentPlan('inner-b', making, [])];
  const outer = ['a', 'b', 'c'].map((name) => componentPlan(`outer-${name}`, making, inner));
  const types = uids.map((_, index) => typePlan(index, making, outer));
  join(types[0] as TypePlan, types[1] as TypePlan, making, ['manyToOne', 'oneToMany']);
  join(types[2] as TypePlan, types[0] as TypePlan, making, ['oneToOne', 'oneToOne']);
  const components = [deep, ...inner, ...outer];
  // One attribute of a component is private because the project says so of its name.
  const [everywhere] = components.flatMap(({ plans }) =>
    plans.filter(({ levels, kind }) => kind === 'text' && levels.length === LEVELS.length),
  );
  if (everywhere) everywhere.levels = ['hidden'];
  return { types, components, privately: everywhere ? [everywhere.name] : [] };
}
