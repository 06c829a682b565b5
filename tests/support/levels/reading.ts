/** Everything that a customer can read in a module, asked for in every way. */
import type { Response } from 'supertest';
import type { Held, OpenModule } from './ledger';
import type { Kind, Plan } from './schemas';
import { isShown, isSortable, isWritten, levelOf, placesOf } from './settings';
import type { Stage, Visitor } from './stage';

type Values = Record<string, unknown>;

export const expectStatus = (stage: Stage, { status, body }: Response, wanted: number, about: string): void => {
  if (status !== wanted) stage.note(`${about}: ${status} and not ${wanted} ${JSON.stringify(body).slice(0, 300)}`);
};

/** Compares the answer to what names a hidden field with the one to what names no field at all. */
export function expectSame(stage: Stage, one: Response, other: Response, name: string, nothing: string, about: string): void {
  const said = JSON.stringify(one.body).replaceAll(name, nothing);
  if (one.status !== other.status || said !== JSON.stringify(other.body)) {
    stage.note(`${about}: ${one.status} ${said} is not ${other.status} ${JSON.stringify(other.body)}`);
  }
}

/** Ways in which a module's list can be asked for. */
export function listQueries({ type, settings }: OpenModule): string[] {
  const sorts = [
    ...settings.columns.filter((name) =>
      type.plans.some((plan) => plan.name === name && isSortable(plan) && isShown(levelOf(plan, settings))),
    ),
    'title',
    'state',
    'updatedAt',
  ];
  return ['', 'pageSize=1&page=2', ...sorts.flatMap((sort) => [`sort=${sort}`, `sort=-${sort}`])].flatMap((query) => [
    query,
    `${query}&show=published`,
  ]);
}

/** What a record's page may name is what its values name. */
function lookInside(
  stage: Stage,
  { type, settings }: OpenModule,
  { values, related, files }: { values: Values; related: Values; files: { id: string }[] },
  about: string,
): void {
  const shown = type.plans.filter((plan) => isShown(levelOf(plan, settings))).map(({ name }) => name);
  const named = new Set<unknown>(shown.flatMap((name) => values[name]));
  const others = [
    ...Object.keys(values).filter((name) => !shown.includes(name)),
    ...Object.keys(related).filter((id) => !named.has(id)),
    ...files.filter(({ id }) => !JSON.stringify(values).includes(id)).map(({ id }) => `file ${id}`),
  ];
  const targets = type.plans.filter(({ kind }) => kind === 'relation').flatMap(({ name }) => (values[name] ?? []) as string[]);
  others.push(...targets.filter((id) => related[id] === undefined));
  if (others.length > 0) stage.note(`${about}: ${others.join(', ')}`);
}

/** The word that a field shows: of the unapproved version where the customer wrote it and still may. */
function wordOf({ words, working }: Held, plan: Plan, { settings }: OpenModule, own: boolean): string | undefined {
  const mine = own && isWritten(levelOf(plan, settings)) ? working?.words.get(plan.name) : undefined;
  return mine ?? words.get(plan.name);
}

const TOLD = new Set<Kind>([
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
  'datetime',
  'uid',
  'json',
]);

/** What is not hidden is there: how many values were seen where they are to be seen. */
function lookForShown(stage: Stage, module: OpenModule, held: Held, body: { data: { foreign: boolean } }, about: string): number {
  if (module.type.localized) return 0;
  const text = JSON.stringify(body);
  const plans = module.type.plans.filter((plan) => isShown(levelOf(plan, module.settings)) && TOLD.has(plan.kind));
  const words = plans.flatMap((plan) => wordOf(held, plan, module, !body.data.foreign) ?? []);
  const missing = words.filter((word) => !text.includes(word));
  if (missing.length > 0)
    stage.note(
      `${about} does not show ${missing.join(', ')}: ${text.slice(0, 600)} ${JSON.stringify([...held.words])} ${JSON.stringify([...(held.working?.words ?? [])])}`,
    );
  return words.length - missing.length;
}

/** Reads a module in every way; gives how many values were shown. */
export async function readModule(stage: Stage, visitor: Visitor, module: OpenModule): Promise<number> {
  const { ledger } = stage;
  const { type, settings, id } = module;
  const { reader } = visitor;
  const open = ledger.isOpen(reader, type);
  const at = `/modules/${id}`;
  const described = await visitor.ask('get', at);
  expectStatus(stage, described, open ? 200 : 404, `${reader.name} at ${at}`);
  if (open) {
    const told = (described.body.data.fields as { name: string; level: string }[]).map(({ name, level }) => `${name}: ${level}`);
    const wanted = type.plans.filter((plan) => isShown(levelOf(plan, settings))).map((plan) => `${plan.name}: ${levelOf(plan, settings)}`);
    if (told.join() !== wanted.join()) stage.note(`${at} has ${told.join()} and not ${wanted.join()}`);
  }
  for (const query of listQueries(module)) {
    const response = await visitor.ask('get', `${at}/records?${query}`);
    const wanted = !open || (query.includes('show=') && settings.seen !== 'published') ? 404 : 200;
    // Where no field names a record, nothing is sorted by its title.
    if (!(response.status === 400 && query.includes('title'))) expectStatus(stage, response, wanted, `${reader.name} at ${at}?${query}`);
  }
  let shown = 0;
  for (const held of stage.of(type)) {
    for (const one of [held.document, held.record]) {
      if (one === null) continue;
      const response = await visitor.ask('get', `${at}/records/${one}`, undefined, [one]);
      const own = held.owner !== null && ledger.sees(reader, { ...held, live: false });
      const foreign = one === held.document && ledger.sees(reader, { ...held, owner: null });
      // One that is not the reader's own may be there in another language only.
      if (type.localized && foreign && !own && response.status === 404) continue;
      expectStatus(
        stage,
        response,
        own || foreign ? 200 : 404,
        `${reader.name} at the record ${one} of ${held.owner?.contact ?? 'the team'} in ${type.singular}`,
      );
      if (response.status !== 200) continue;
      lookInside(
        stage,
        module,
        response.body.data as { values: Values; related: Values; files: { id: string }[] },
        `${reader.name} at ${one} in ${type.singular}`,
      );
      if (held.live)
        shown += lookForShown(
          stage,
          module,
          held,
          response.body as { data: { foreign: boolean } },
          `${reader.name} at ${one} in ${type.singular}`,
        );
    }
  }
  for (const plan of type.plans) {
    const response = await visitor.ask('get', `${at}/options/${plan.name}`, undefined, [plan.name]);
    const wanted = open && plan.kind === 'relation' && isShown(levelOf(plan, settings)) ? 200 : 404;
    expectStatus(stage, response, wanted, `${reader.name} at options of ${plan.name}`);
  }
  return shown;
}

/** Downloads what was uploaded before: only its field, as it is now, says whether it is there. */
export async function loadFiles(stage: Stage): Promise<number> {
  let hidden = 0;
  for (const { id, path, module, visitor } of stage.uploads) {
    const now = stage.modules.find(({ type }) => type === module.type) ?? module;
    const shown = placesOf(now.type, now.settings).some((place) => place.path.join('.') === path.join('.') && isShown(place.level));
    const open = stage.ledger.isOpen(visitor.reader, now.type) && shown;
    if (!open) hidden += 1;
    for (const one of stage.visitors) {
      const response = await one.ask('get', `/modules/${now.id}/files/${id}`);
      // Published ones have moved, and those that a newer version does not name are gone.
      if (response.status !== 404 && !(open && response.status === 200))
        stage.note(`${one.reader.name} loads a file of ${path.join('.')}: ${response.status}`);
    }
  }
  return hidden;
}

/** Hidden values that a visitor might search for: of its own records and of the team's. */
function hiddenWords(stage: Stage, { reader }: Visitor, { type, settings }: OpenModule): string[] {
  const held = stage.draw.shuffled(stage.of(type).filter(({ owner }) => owner === null || owner.customer === reader.customer));
  const words = placesOf(type, settings).flatMap(({ path, plan, level }) => {
    // Those of components are nowhere that a list looks: some are enough.
    if (isShown(level) || (path.length > 1 && !stage.draw.chance(6))) return [];
    if (plan.kind === 'enumeration') return (plan.schema.enum as string[]).slice(0, 1);
    return held.flatMap((one) => one.words.get(path.join('.')) ?? stage.ledger.valuesOf(one, path.join('.'))).slice(0, 1);
  });
  return words;
}

/** Searches for hidden values and sorts by hidden fields; gives how often. */
export async function searchHidden(stage: Stage, visitor: Visitor, module: OpenModule): Promise<number> {
  const { type, settings } = module;
  const at = `/modules/${module.id}`;
  if (!stage.ledger.isOpen(visitor.reader, type)) return 0;
  const lists = [`${at}/records?`, ...(settings.seen === 'published' ? [`${at}/records?show=published&`] : [])];
  const pointing = stage.modules.flatMap((other) => {
    const plan = other.type.plans.find(
      (one) => one.kind === 'relation' && one.target === type.uid && isShown(levelOf(one, other.settings)),
    );
    return plan && stage.ledger.isOpen(visitor.reader, other.type) ? [`/modules/${other.id}/options/${plan.name}?`] : [];
  });
  const words = hiddenWords(stage, visitor, module);
  for (const word of words) {
    for (const path of [...lists, ...pointing.slice(0, 1)]) {
      const { body } = await visitor.ask('get', `${path}q=${encodeURIComponent(word)}`);
      const rows = (Array.isArray(body.data) ? body.data : body.data.rows) as unknown[];
      if (rows.length > 0 || (body.data.total ?? 0) !== 0) stage.note(`${visitor.reader.name} finds the hidden ${word} at ${path}`);
    }
  }
  const hidden = placesOf(type, settings).filter(({ path, level }) => !isShown(level) && (path.length === 1 || stage.draw.chance(4)));
  for (const list of lists) {
    const nothing = await visitor.ask('get', `${list}sort=nothingSuch`);
    for (const { path } of hidden) {
      const name = path.at(-1) as string;
      const response = await visitor.ask('get', `${list}sort=${stage.draw.chance(50) ? '-' : ''}${name}`, undefined, [name]);
      expectSame(stage, response, nothing, name, 'nothingSuch', `sorted by ${path.join('.')}`);
    }
  }
  return words.length;
}

/** A shown value is found by its word where the list shows it: else the search for hidden ones would prove nothing. */
export async function searchShown(stage: Stage, visitor: Visitor, module: OpenModule): Promise<number> {
  const { type, settings, id } = module;
  if (!stage.ledger.isOpen(visitor.reader, type) || type.localized) return 0;
  const columns = type.plans.filter(
    (plan: Plan) =>
      settings.columns.includes(plan.name) &&
      isShown(levelOf(plan, settings)) &&
      ['string', 'text', 'email', 'integer'].includes(plan.kind),
  );
  let found = 0;
  for (const held of stage.ofReader(type, visitor).slice(0, 1)) {
    for (const { name } of columns) {
      const plan = type.plans.find((one) => one.name === name) as Plan;
      const word = wordOf(held, plan, module, true);
      if (word === undefined) continue;
      const { body } = await visitor.ask('get', `/modules/${id}/records?q=${word}`);
      if ((body.data.rows as { id: string }[]).some((row) => row.id === held.record)) found += 1;
      else
        stage.note(
          `${visitor.reader.name} does not find ${word} of ${name} in ${type.singular} ${JSON.stringify(body)} ${held.record} ${held.document} ${JSON.stringify([...held.words])} ${JSON.stringify([...(held.working?.words ?? [])])} ${JSON.stringify(settings)}`,
        );
    }
  }
  return found;
}
