/** What an edit must leave as it is: whatever the customer cannot write, in whichever component it is. */
import type { ModuleInput } from '../../../plugin/settings/module';
import type { Plan, TypePlan } from './schemas';
import type { StoredRow } from './documents';
import { isWritten, levelOf, levelWithin, placesOf } from './settings';

type Values = Record<string, unknown>;

const listOf = (value: unknown): Values[] => [value].flat().filter((one): one is Values => typeof one === 'object' && one !== null);

/** Where the parts were before, in the order in which the customer sent them: each once, -1 for a new one. */
function placesBefore(sent: unknown, shown: unknown, multiple: boolean): number[] {
  const known = listOf(shown);
  const taken = new Set<number>();
  return listOf(sent).map(({ id }) => {
    // A single one is always itself, whatever the customer calls it.
    const place = multiple ? known.findIndex((one) => id !== undefined && one.id === id) : known.length - 1;
    if (place === -1 || taken.has(place)) return -1;
    taken.add(place);
    return place;
  });
}

interface Edit {
  /** What the portal sent and was sent before; the stored version that it showed. */
  sent: Values;
  shown: Values;
}

/** The values that stay, as they were (`from`: before) and as they are (`from`: after), comparable one to one. */
function walk(plans: Plan[], isWritable: (plan: Plan) => boolean, edit: Edit, was: Values, is: Values): { was: Values; is: Values } {
  const [kept, found]: [Values, Values] = [{}, {}];
  for (const plan of plans) {
    const { name, component, multiple } = plan;
    // Publishing hashes a hash again: Strapi's own doing, with or without us.
    if (plan.kind === 'password') continue;
    // What the version says nothing of could not be written when it was sent.
    if (!isWritable(plan) || !Object.hasOwn(edit.sent, name)) {
      kept[name] = was[name];
      found[name] = is[name];
    } else if (component) {
      const pairs = placesBefore(edit.sent[name], edit.shown[name], multiple).map((place, index) => {
        const [old, part] = [listOf(was[name])[place], listOf(is[name])[index]];
        if (!old) return null;
        if (!part) return { was: old, is: 'gone' };
        const sent = listOf(edit.sent[name])[index] ?? {};
        const shown = listOf(edit.shown[name])[place] ?? {};
        return walk(component.plans, (one) => isWritten(levelWithin(one, 'optional')), { sent, shown }, old, part);
      });
      kept[name] = pairs.map((pair) => pair?.was);
      found[name] = pairs.map((pair) => pair?.is);
    }
  }
  return { was: kept, is: found };
}

/** For an edit in one language: what had to stay in it, before and after. */
export function protectedBy(type: TypePlan, settings: ModuleInput, edit: Edit, was: StoredRow, is: StoredRow): { was: Values; is: Values } {
  return walk(type.plans, (plan) => isWritten(levelOf(plan, settings)), edit, was.values, is.values);
}

/** Names in an unapproved version that are not the customer's to write. */
export function strangersIn(type: TypePlan, settings: ModuleInput, working: unknown): string[] {
  const allowed = new Set(
    placesOf(type, settings)
      .filter(({ level }) => isWritten(level))
      .map(({ path }) => path.join('.')),
  );
  const parts = new Set(type.plans.filter(({ kind }) => kind === 'component').map(({ name }) => name));
  const within = (value: Values, above: string): string[] =>
    Object.entries(value).flatMap(([name, one]) => {
      if (above && name === 'id') return [];
      const path = `${above}${name}`;
      if (!allowed.has(path)) return [path];
      const isPart = above ? name.startsWith('component') : parts.has(name);
      return isPart ? listOf(one).flatMap((each) => within(each, `${path}.`)) : [];
    });
  return within((working ?? {}) as Values, '');
}

/**
 * A field of another language as an edit must leave it. Strapi 5.54 itself empties files and components
 * with `visible: false` there, inside components that all languages share (docs/integrators.md): these
 * are left out, and nothing else is.
 */
export function keptInOtherLanguage({ schema, component, zone = [] }: Plan, value: unknown): unknown {
  const { i18n } = (schema.pluginOptions ?? {}) as { i18n?: { localized: boolean } };
  if (i18n?.localized) return value;
  const lost = new Set<string>();
  const collect = (plans: Plan[]): void => {
    for (const plan of plans) {
      if (plan.schema.visible === false && (plan.kind === 'media' || plan.kind === 'component')) lost.add(plan.name);
      collect(plan.component?.plans ?? []);
    }
  };
  for (const part of [...(component ? [component] : []), ...zone]) collect(part.plans);
  const without = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(without);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).flatMap(([name, within]) => (lost.has(name) ? [] : [[name, without(within)]])));
  };
  return without(value);
}
