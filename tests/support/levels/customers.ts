/** What a customer types: good values for what it may write, and bad ones for everything. */
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { upload } from '../modules';
import { newVersion, type OpenModule, type Version } from './ledger';
import type { Plan } from './schemas';
import { scalarValue } from './documents';
import { isWritten, levelOf, levelWithin, type Place } from './settings';
import type { Stage, Visitor } from './stage';

type Values = Record<string, unknown>;

const listOf = (value: unknown): Values[] => [value].flat().filter((one): one is Values => typeof one === 'object' && one !== null);

const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

interface Typing {
  stage: Stage;
  visitor: Visitor;
  module: OpenModule;
  /** Whose words these are. */
  version: Version;
  /** Changes nothing but what is given as text, to be quick. */
  plain: boolean;
  /** Files of the record as it is. */
  files?: readonly RecordFile[];
}

async function file({ stage, visitor, module, version }: Typing, path: string[]): Promise<string[]> {
  const name = stage.tokens.word();
  const response = await upload(stage.app, visitor.browser, module.id, path.join('.'), { name: `${name}.png` });
  stage.look(visitor.reader, response, `upload for ${path.join('.')}`);
  if (response.status !== 201) throw new Error(`No upload for ${path.join('.')}: ${JSON.stringify(response.body)}`);
  const { id } = response.body.data as { id: string };
  stage.ledger.addValue(version, path, name);
  stage.ledger.addValue(version, path, id);
  stage.uploads.push({ id, path, module, visitor });
  return [id];
}

/** Some of what may be chosen; what is chosen already when there is nothing. */
async function related({ stage, visitor, module }: Typing, plan: Plan, now: string[]): Promise<string[]> {
  const response = await visitor.ask('get', `/modules/${module.id}/options/${plan.name}`);
  const ids = (response.body.data as { id: string }[]).map(({ id }) => id);
  return ids.length === 0 ? now : stage.draw.shuffled(ids).slice(0, plan.multiple ? 2 : 1);
}

async function part(typing: Typing, plan: Plan, current: Values | undefined, path: string[]): Promise<Values> {
  const id = current?.id;
  const fields = (plan.component?.plans ?? []).filter(
    (one) => isWritten(levelWithin(one, 'optional')) && !(one.kind === 'component' && path.length >= 3),
  );
  return { ...(id !== undefined && { id }), ...(await typed(typing, fields, current, path)) };
}

async function typed(typing: Typing, plans: Plan[], current: Values | undefined, above: string[]): Promise<Values> {
  const { stage, version, plain } = typing;
  const values: Values = {};
  for (const plan of plans) {
    const path = [...above, plan.name];
    const now = current?.[plan.name];
    const needed = above.length === 0 ? levelOf(plan, typing.module.settings) === 'mandatory' : plan.required;
    if (plan.kind === 'media') {
      const keep = (plain || stage.draw.chance(50)) && !(needed && listLength(now) === 0);
      values[plan.name] = keep ? (now ?? []) : await file(typing, path);
      // What is kept becomes part of the new version; what is public stays it.
      for (const { id, name, url } of keep ? (typing.files ?? []).filter((one) => (now as string[] | undefined)?.includes(one.id)) : []) {
        const of = url === null ? version : newVersion(version.held, 'published');
        for (const word of [id, name]) stage.ledger.addValue(of, path, word);
      }
    } else if (plan.kind === 'relation') values[plan.name] = plain ? (now ?? []) : await related(typing, plan, (now ?? []) as string[]);
    else if (plan.component) {
      const parts = listOf(now);
      if (plan.multiple) {
        const list: Values[] = [];
        for (const one of parts) list.push(await part(typing, plan, one, path));
        // Named twice, or anybody's: those are new ones, and take nothing along.
        const odd = stage.draw.chance(50) ? parts[0]?.id : String(stage.draw.int(1, 300));
        if (!plain && stage.draw.chance(25))
          list.push({ ...(await part(typing, plan, undefined, path)), ...(odd !== undefined && { id: odd }) });
        if ((!plain && above.length === 0 && stage.draw.chance(40)) || (needed && list.length === 0))
          list.push(await part(typing, plan, undefined, path));
        values[plan.name] = stage.draw.chance(50) ? list.reverse() : list;
      } else if (parts.length === 0 && !needed && stage.draw.chance(50)) values[plan.name] = null;
      else {
        const one = await part(typing, plan, parts[0], path);
        // A single one is itself without its id.
        if (!plain && stage.draw.chance(25)) delete one.id;
        values[plan.name] = one;
      }
    } else {
      const { data, token } = scalarValue(plan, stage.tokens, stage.draw);
      values[plan.name] = plan.kind === 'time' ? String(data).slice(0, 5) : data;
      if (token !== null) stage.ledger.addValue(version, path, token);
      else if (plan.kind === 'enumeration') stage.ledger.addChoice(version, path, data as string);
    }
  }
  return values;
}

/** Values for everything that a customer may write in a module; `current`: those of the record as it was sent. */
export function goodValues(typing: Typing, current?: Values): Promise<Values> {
  const { type, settings } = typing.module;
  return typed(
    typing,
    type.plans.filter((plan) => isWritten(levelOf(plan, settings))),
    current,
    [],
  );
}

/** A value that a field would take, were it writable. */
export function anyValue({ stage }: Pick<Typing, 'stage'>, plan: Plan): unknown {
  if (plan.kind === 'media' || plan.kind === 'relation') return [];
  if (plan.kind === 'component' || plan.kind === 'dynamiczone') return plan.multiple ? [{}] : {};
  return scalarValue(plan, stage.tokens, stage.draw).data;
}

/** A copy of values with one more, at a path that may go through components; undefined where there is none to put it in. */
export function withValue(values: Values, [name, ...rest]: readonly string[], value: unknown): Values | undefined {
  if (name === undefined) return undefined;
  if (rest.length === 0) return { ...values, [name]: value };
  const parts = listOf(values[name]);
  const first = parts[0] && withValue(parts[0], rest, value);
  if (!first) return undefined;
  return { ...values, [name]: Array.isArray(values[name]) ? [first, ...parts.slice(1)] : first };
}

/** Fields that a customer must not write, to be tried one by one: those whose way leads through what it may write. */
export const forbidden = (places: Place[]): Place[] =>
  places.filter(({ path, level }) => {
    if (isWritten(level)) return false;
    return path
      .slice(0, -1)
      .every((_, index) => places.some((above) => above.path.join('.') === path.slice(0, index + 1).join('.') && isWritten(above.level)));
  });

/** Values of wrong types and over every bound, for each field that can be written. */
export const badValues = (values: Values, writable: Plan[]): Values[] =>
  [{ wrong: 1 }, [[]], 'x'.repeat(12_000)].map((bad) => ({ ...values, ...Object.fromEntries(writable.map(({ name }) => [name, bad])) }));
