/** What a customer tries to write that it must not, and what it may. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import type { Row } from '../../../server/src/platform/strapi';
import { paragraph, upload } from '../modules';
import { anyValue, badValues, forbidden, goodValues, withValue } from './customers';
import { stored, type StoredRow } from './documents';
import { newHeld, newVersion, type OpenModule } from './ledger';
import { expectSame, expectStatus } from './reading';
import { isWritten, levelOf, placesOf } from './settings';
import type { Stage, Visitor } from './stage';

type Values = Record<string, unknown>;
export interface Detail {
  id: string;
  revision: number;
  state: string;
  values: Values;
  files: RecordFile[];
  may: { edit: boolean; draft: boolean };
}

const NOBODY = 'a'.repeat(24);
const NOTHING = 'nothingSuch';
export const RECORD = 'plugin::customer-portal.record';
/** Strapi's own attributes, the portal's, and what JavaScript takes for more than a name. */
const SYSTEM = [
  'id',
  'documentId',
  'locale',
  'publishedAt',
  'createdAt',
  'createdBy',
  'localizations',
  'customer',
  'state',
  'constructor',
  'toString',
];

/** All that is stored of a module's documents and records. */
export async function everything(stage: Stage, { type }: OpenModule): Promise<unknown> {
  const rows = (await stage.strapi.db.query(RECORD).findMany({ where: { contentType: type.uid }, orderBy: { id: 'asc' } })) as unknown;
  const documents: StoredRow[][] = [];
  for (const held of stage.of(type)) documents.push(await stored(stage.strapi, held));
  return JSON.parse(JSON.stringify({ rows, documents })) as unknown;
}

/** A record as its page gets it; null where it is not there. */
export const open = async (visitor: Visitor, module: OpenModule, record: string | null): Promise<Detail | null> => {
  const response = await visitor.ask('get', `/modules/${module.id}/records/${record}`);
  return response.status === 200 ? (response.body.data as Detail) : null;
};

/** Tries one thing: in turn as a draft and submitted, for a record that is there and a new one. */
function attempts(visitor: Visitor, module: OpenModule, detail: Detail | null) {
  let turn = 0;
  return {
    next: (): void => {
      turn += 1;
    },
    send: (values: Values, named: readonly string[]): Promise<Response> => {
      const submit = turn % 2 === 0;
      const path = `/modules/${module.id}/records`;
      if (detail && turn % 4 < 2) return visitor.ask('put', `${path}/${detail.id}`, { revision: detail.revision, values, submit }, named);
      return visitor.ask('post', path, { key: randomUUID(), values, submit }, named);
    },
  };
}

/** Everything that must be refused in a module; gives how often something was. Nothing may have changed by it. */
export async function tryForbidden(stage: Stage, visitor: Visitor, module: OpenModule): Promise<number> {
  const { type, settings } = module;
  if (!stage.ledger.isOpen(visitor.reader, type)) return 0;
  const [mine] = stage.ofReader(type, visitor);
  const detail = mine ? await open(visitor, module, mine.record) : null;
  const version = newVersion(newHeld(type, visitor.reader), 'never');
  const base = await goodValues({ stage, visitor, module, version, plain: true }, detail?.values);
  const before = await everything(stage, module);
  const places = placesOf(type, settings);
  const { send, next } = attempts(visitor, module, detail);
  let refused = 0;
  const refuse = async (values: Values, code: string | null, named: string[], about: string): Promise<Response> => {
    const response = await send(values, named);
    const codes = ((response.body.error?.details?.errors ?? []) as { code: string }[]).map((one) => one.code);
    const wanted =
      response.status === 403 || (response.status === 400 && (code === null || codes.includes(code) || codes.includes('required')));
    if (!wanted) stage.note(`${about}: ${response.status} ${JSON.stringify(response.body).slice(0, 400)}`);
    else refused += 1;
    return response;
  };
  for (const { path, plan, level } of forbidden(places)) {
    if (path.length > 1 && !stage.draw.chance(40)) continue;
    const name = path.at(-1) as string;
    const about = `${visitor.reader.name} writes ${path.join('.')} (${level}) in ${type.singular}`;
    const value = anyValue({ stage }, plan);
    const values = withValue(base, path, value);
    const unknown = withValue(base, [...path.slice(0, -1), NOTHING], value);
    next();
    if (!values || !unknown) continue;
    const response = await refuse(values, level === 'read-only' ? 'read-only' : 'unknown-key', [...path], about);
    if (level === 'hidden') expectSame(stage, response, await send(unknown, path), name, NOTHING, about);
  }
  for (const name of SYSTEM) {
    next();
    await refuse({ ...base, [name]: 1 }, 'unknown-key', [], `${name} in ${type.singular}`);
  }
  const writable = type.plans.filter((plan) => isWritten(levelOf(plan, settings)));
  if (writable.length > 0) {
    for (const values of badValues(base, writable)) {
      next();
      await refuse(values, null, [], `bad values in ${type.singular}`);
    }
  }
  const unseen = stage.held.filter((held) => held.live && !stage.ledger.sees(visitor.reader, held));
  for (const plan of writable.filter(({ kind }) => kind === 'relation')) {
    const [other] = unseen.filter((held) => held.type.uid === plan.target);
    const id = other?.document ?? NOBODY;
    next();
    const response = await refuse({ ...base, [plan.name]: [id] }, 'no-such-record', [id], `an unseen record for ${plan.name}`);
    expectSame(stage, response, await send({ ...base, [plan.name]: [NOBODY] }, []), id, NOBODY, `an unseen record for ${plan.name}`);
  }
  const hiddenFiles = (await stage.strapi.db
    .query('plugin::upload.file')
    .findMany({ where: { name: { $startsWith: 'zq' } }, select: ['documentId'] })) as Row[];
  const foreign = hiddenFiles.map(({ documentId }) => documentId).filter((id) => !JSON.stringify(detail?.values ?? {}).includes(id));
  for (const plan of writable.filter(({ kind }) => kind === 'media')) {
    const id = foreign.length > 0 ? stage.draw.pick(foreign) : NOBODY;
    next();
    const response = await refuse({ ...base, [plan.name]: [id] }, 'no-such-file', [id], `a hidden file for ${plan.name}`);
    expectSame(stage, response, await send({ ...base, [plan.name]: [NOBODY] }, []), id, NOBODY, `a hidden file for ${plan.name}`);
  }
  for (const { path } of places.filter(({ plan, level }) => plan.kind === 'media' && !isWritten(level))) {
    const response = await upload(stage.app, visitor.browser, module.id, path.join('.'));
    stage.look(visitor.reader, response, `upload for ${path.join('.')}`);
    expectStatus(stage, response, 403, `an upload for ${path.join('.')} in ${type.singular}`);
    expectSame(
      stage,
      response,
      await upload(stage.app, visitor.browser, module.id, NOTHING),
      path.join('.'),
      NOTHING,
      `an upload for ${path.join('.')}`,
    );
    refused += 1;
  }
  if (detail?.may.draft) {
    const stale = { revision: detail.revision - 1, values: base, submit: false };
    expectStatus(stage, await visitor.ask('put', `/modules/${module.id}/records/${detail.id}`, stale), 409, 'a stale revision');
  }
  if (JSON.stringify(await everything(stage, module)) !== JSON.stringify(before))
    stage.note(`${visitor.reader.name} changed ${type.singular} by what was refused`);
  return refused;
}

/** Others' records: neither the other customer nor, but for reading and comments, a colleague does anything to them. */
export async function tryOthers(stage: Stage, visitor: Visitor, module: OpenModule): Promise<void> {
  const { type, settings, id } = module;
  const isOpen = stage.ledger.isOpen(visitor.reader, type);
  const before = await everything(stage, module);
  for (const held of stage
    .of(type)
    .filter(({ owner }) => owner?.contact !== visitor.reader.contact)
    .slice(0, 4)) {
    const own = isOpen && held.owner?.customer === visitor.reader.customer && settings.seen !== 'own';
    const at = `/modules/${id}/records/${held.record ?? held.document}`;
    const answers = [
      await visitor.ask('put', at, { revision: 1, values: {}, submit: false }),
      await visitor.ask('put', at, { revision: 1, values: {}, submit: true }),
      await visitor.ask('delete', at),
    ];
    for (const response of answers)
      expectStatus(stage, response, own ? 403 : 404, `${visitor.reader.name} changes a record of ${held.owner?.contact ?? 'the team'}`);
    const withdrawn = await visitor.ask('post', `${at}/withdraw`, { revision: 1 });
    if (!(own ? [403, 409] : [404]).includes(withdrawn.status)) stage.note(`${visitor.reader.name} withdraws: ${withdrawn.status}`);
    if (!own) expectStatus(stage, await visitor.ask('post', `${at}/comments`, { text: paragraph('Hello') }), 404, 'a comment');
  }
  if (JSON.stringify(await everything(stage, module)) !== JSON.stringify(before))
    stage.note(`${visitor.reader.name} changed others' records in ${type.singular}`);
}
