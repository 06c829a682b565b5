/** Settings of modules, drawn at random, and what follows from them for a customer: the yardstick, written without the product's code. */
import type { ModuleInput } from '../../../plugin/settings/module';
import { MODULE_SEEN, type FieldLevel } from '../../../plugin/vocabulary';
import type { Draw, Tokens } from './draw';
import type { Kind, Plan, TypePlan } from './schemas';

const LISTABLE = new Set<Kind>([
  'string',
  'text',
  'richtext',
  'uid',
  'email',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
  'enumeration',
]);

export const isListable = ({ kind }: Plan): boolean => LISTABLE.has(kind);

/** Digits as text and long texts are no order. */
export const isSortable = (plan: Plan): boolean => isListable(plan) && !['text', 'richtext', 'biginteger'].includes(plan.kind);

/** A value in the form that the portal uses, for fields that an editor can give a default. */
export function defaultFor({ kind, schema }: Plan, draw: Draw, tokens: Tokens): string | number | boolean | null {
  switch (kind) {
    case 'string':
    case 'text':
    case 'richtext':
      return `${tokens.word()} by default`;
    case 'email':
      return `${tokens.word()}@example.org`;
    case 'integer':
      return tokens.integer();
    case 'biginteger':
      return tokens.bigInteger();
    case 'float':
      return tokens.float();
    case 'decimal':
      return tokens.decimal();
    case 'date':
      return tokens.date();
    case 'time':
      return tokens.time();
    case 'datetime':
      return tokens.datetime();
    case 'boolean':
      return draw.chance(50);
    case 'enumeration':
      return draw.pick(schema.enum as string[]);
    default:
      return null;
  }
}

/**
 * Levels that differ from field to field and, by `turn`, from draw to draw: every second field goes
 * from the most open one to hidden step by step, the others at once.
 */
export function drawSettings(type: TypePlan, turn: number, before: ModuleInput | undefined, draw: Draw, tokens: Tokens): ModuleInput {
  const fields: ModuleInput['fields'] = {};
  for (const [index, plan] of type.plans.entries()) {
    if (['password', 'timestamp'].includes(plan.kind)) continue;
    // Now and then no entry at all: such a field is hidden.
    if (draw.chance(5)) continue;
    const level = plan.levels[(index + turn * (index % 2 === 0 ? 1 : 3)) % plan.levels.length] as FieldLevel;
    fields[plan.name] = { level, default: draw.chance(plan.required ? 98 : 35) ? defaultFor(plan, draw, tokens) : null };
  }
  const listed = type.plans.filter((plan) => isListable(plan) && levelOf(plan, { fields }) !== 'hidden').map(({ name }) => name);
  // A column that was chosen before may be hidden by now; the screen says so, and it can be saved.
  const stale = (before?.columns ?? []).filter((name) => !listed.includes(name)).slice(0, 1);
  return {
    name: `Module ${type.singular}`,
    icon: 'list',
    enabled: draw.chance(94),
    audience: draw.chance(85) ? 'everyone' : draw.pick(['customers', 'vendors']),
    seen: draw.pick(MODULE_SEEN),
    mayCreate: draw.chance(90),
    mayEdit: draw.chance(94),
    mayDraft: draw.chance(85),
    mayDelete: draw.chance(80),
    mayComment: draw.chance(85),
    approval: draw.chance(60),
    notify: ['desk@example.org'],
    columns: [...draw.shuffled(listed).slice(0, draw.int(0, 4)), ...stale],
    fields,
  };
}

/** The level of a field of the content type itself. */
export function levelOf({ name, levels, required }: Plan, { fields }: Pick<ModuleInput, 'fields'>): FieldLevel {
  const level = fields[name]?.level ?? 'hidden';
  if (!levels.includes(level)) return 'hidden';
  return level === 'optional' && required ? 'mandatory' : level;
}

/** The level of a component's field, below a field that is shown. */
export function levelWithin({ levels }: Plan, above: FieldLevel): FieldLevel {
  if (above !== 'read-only' && levels.includes('optional')) return 'optional';
  return levels.includes('read-only') ? 'read-only' : 'hidden';
}

/** Components in a dynamic zone show what is neither a relation nor another component. */
export const levelInZone = ({ levels, kind }: Plan): FieldLevel =>
  levels.includes('read-only') && kind !== 'component' && kind !== 'relation' ? 'read-only' : 'hidden';

export const isShown = (level: FieldLevel): boolean => level !== 'hidden';
export const isWritten = (level: FieldLevel): boolean => level === 'optional' || level === 'mandatory';

/** A field with its level, wherever it is; `path` without indexes. */
export interface Place {
  path: string[];
  plan: Plan;
  level: FieldLevel;
}

/** Every field of a type, those of its components too. */
export function placesOf({ plans }: TypePlan, settings: Pick<ModuleInput, 'fields'>): Place[] {
  const within = (list: Plan[], above: Place, depth: number): Place[] =>
    list.flatMap((plan) => {
      // Components deeper than the portal shows.
      const tooDeep = plan.kind === 'component' && depth >= 3;
      const level =
        !isShown(above.level) || tooDeep
          ? 'hidden'
          : above.plan.kind === 'dynamiczone'
            ? levelInZone(plan)
            : levelWithin(plan, above.level);
      return below({ path: [...above.path, plan.name], plan, level }, depth);
    });
  const below = (place: Place, depth: number): Place[] => {
    const { component, zone = [] } = place.plan;
    return [place, ...within(component?.plans ?? [], place, depth + 1), ...zone.flatMap(({ plans }) => within(plans, place, depth + 1))];
  };
  return plans.flatMap((plan) => below({ path: [plan.name], plan, level: levelOf(plan, settings) }, 0));
}
