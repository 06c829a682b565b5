/** What a customer may do, done: drafts, submissions and approvals, after which all else must be as it was. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { documentsOf } from '../../../server/src/platform/documents';
import type { Row } from '../../../server/src/platform/strapi';
import { paragraph } from '../modules';
import { goodValues } from './customers';
import { publish, stored, type StoredRow } from './documents';
import { newHeld, newVersion, published, type Held, type OpenModule, type Version } from './ledger';
import { keptInOtherLanguage, protectedBy, strangersIn } from './protected';
import { expectStatus } from './reading';
import type { Plan } from './schemas';
import { isShown, isWritten, levelOf } from './settings';
import type { Stage, Visitor } from './stage';
import { open, RECORD, type Detail } from './writing';

type Values = Record<string, unknown>;

const recordRow = async (stage: Stage, record: string): Promise<Row> =>
  (await stage.strapi.db.query(RECORD).findOne({ where: { documentId: record } })) as Row;

/** Editors approve or reject what waits; gives the document, or null when Strapi does not take the values. */
async function decide(stage: Stage, record: string, decision: 'approve' | 'reject'): Promise<string | null> {
  const { revision, leavesOut } = (await stage.editor.get(`/approvals/${record}`)).body.data as {
    revision: number;
    leavesOut: string | null;
  };
  const seen = { teamChanges: true, ...(leavesOut !== null && { leaveOut: leavesOut }) };
  const response = await stage.editor.post(`/approvals/${record}/${decision}`, {
    revision,
    ...(decision === 'reject' ? { note: 'Not yet.' } : seen),
  });
  if (response.status === 200) return (response.body.data as { document: string | null }).document;
  if (response.status !== 400) stage.note(`${decision}: ${response.status} ${JSON.stringify(response.body)}`);
  return null;
}

/** The rows that an edit in one language concerns, and those of the others. */
const inLanguage = (rows: StoredRow[], locale: string | null): StoredRow[] => rows.filter((row) => row.locale === locale);

interface Edit {
  module: OpenModule;
  held: Held;
  shown: Values;
  sent: Values;
  before: StoredRow[];
  language: string | null;
}

/** Fails for whatever an approved edit changed that it must not have. */
async function expectKept(stage: Stage, { module, held, shown, sent, before, language }: Edit, about: string): Promise<void> {
  const { type, settings } = module;
  const after = await stored(stage.strapi, held);
  // The draft holds relations to what was not published when it was published itself.
  const reference = inLanguage(before, language).find((row) => !row.published);
  // A published version is related to published ones only.
  const live = (value: unknown, name: string): unknown =>
    name.startsWith('relation') ? (value as string[]).filter((id) => !stage.held.some((one) => one.document === id && !one.live)) : value;
  const expectEqual = (before: unknown, after: unknown, name: string, where = name): void => {
    const [was, is] = [live(before, name), live(after, name)];
    if (JSON.stringify(was) !== JSON.stringify(is))
      stage.note(`${about} changed ${where} from ${JSON.stringify(was)} to ${JSON.stringify(is)}`);
  };
  const foreign = stage.ledger.foreignIn(held, JSON.stringify(after));
  if (foreign.length > 0) stage.note(`${about} has values of other documents: ${foreign.join(', ')}`);
  for (const row of inLanguage(after, language)) {
    if (!reference) continue;
    const { was, is } = protectedBy(type, settings, { sent, shown }, reference, row);
    for (const name of Object.keys(was)) expectEqual(was[name], is[name], name, `${name} (${row.published ? 'published' : 'draft'})`);
  }
  const untouched = type.plans.filter(
    (plan: Plan) => plan.kind !== 'password' && plan.kind !== 'relation' && !isWritten(levelOf(plan, settings)),
  );
  for (const old of before.filter(({ locale }) => locale !== language)) {
    const row = after.find((one) => one.locale === old.locale && one.published === old.published);
    for (const plan of untouched) {
      const { name } = plan;
      expectEqual(
        keptInOtherLanguage(plan, old.values[name]),
        keptInOtherLanguage(plan, row?.values[name]),
        name,
        `${name} in ${old.locale}`,
      );
    }
  }
}

/** The unapproved version holds nothing but what the customer may write, and the documents are as they were. */
async function expectApart(stage: Stage, { module, held, before }: Edit, record: string, about: string): Promise<void> {
  const { working, language } = (await recordRow(stage, record)) as Row & { working: unknown; language: string | null };
  const others = strangersIn(module.type, module.settings, working);
  if (others.length > 0) stage.note(`${about} keeps ${others.join(', ')}`);
  if (JSON.stringify(await stored(stage.strapi, held)) !== JSON.stringify(before))
    stage.note(`${about} changed the document in ${language}`);
}

/** Something must be chosen and there is nothing to choose from. */
const lacksRelation = ({ status, body }: Response): boolean => {
  const errors = (body.error?.details?.errors ?? []) as { path: string[]; code: string }[];
  return (
    status === 400 && errors.length > 0 && errors.every(({ path, code }) => code === 'required' && path.at(-1)?.startsWith('relation'))
  );
};

const languageOf = async (stage: Stage, { type }: Held, record: string): Promise<string | null> =>
  type.localized ? ((await recordRow(stage, record)).language as string | null) : null;

/** Brings what was submitted to its end; true when it is published. */
async function finish(stage: Stage, visitor: Visitor, edit: Edit, detail: Detail, version: Version, about: string): Promise<boolean> {
  const { module, held } = edit;
  const publishes = !module.settings.approval && detail.state === 'approved';
  if (!publishes) {
    await expectApart(stage, edit, detail.id, `${about}, submitted,`);
    if (stage.draw.chance(30)) {
      await decide(stage, detail.id, 'reject');
      const rejected = await open(visitor, module, detail.id);
      if (!rejected?.may.edit) return false;
      const again = await visitor.ask('put', `/modules/${module.id}/records/${detail.id}`, {
        revision: rejected.revision,
        values: edit.sent,
        submit: true,
      });
      expectStatus(stage, again, 200, `${about}, submitted again,`);
      if (again.body.data?.state === 'approved') return end(stage, edit, version, detail.id, held.document, about);
    }
    const document = await decide(stage, detail.id, 'approve');
    if (document === null) return false;
    return end(stage, edit, version, detail.id, document, about);
  }
  return end(stage, edit, version, detail.id, held.document, about);
}

async function end(stage: Stage, edit: Edit, version: Version, record: string, document: string | null, about: string): Promise<boolean> {
  const { held } = edit;
  const row = (await recordRow(stage, record)) as Row & { document: string | null };
  held.document = document ?? row.document;
  stage.ledger.addIds(held);
  published(version);
  await expectKept(stage, edit, about);
  return true;
}

/** Edits a record that is published: as a draft, then submitted and approved. */
export async function editRecord(
  stage: Stage,
  visitor: Visitor,
  module: OpenModule,
  held: Held,
  { onlyDraft = false, onlySubmit = false } = {},
): Promise<boolean> {
  const about = `${visitor.reader.name}'s edit in ${module.type.singular}`;
  const detail = await open(visitor, module, held.record);
  if (!detail) return false;
  const version = newVersion(held, 'working');
  const sent = await goodValues({ stage, visitor, module, version, plain: false, files: detail.files }, detail.values);
  const before = await stored(stage.strapi, held);
  const at = `/modules/${module.id}/records/${detail.id}`;
  let { revision } = detail;
  const drafted = await visitor.ask('put', at, { revision, values: sent, submit: false });
  expectStatus(stage, drafted, detail.may.draft ? 200 : 403, `${about}, drafted,`);
  const edit: Edit = { module, held, shown: detail.values, sent, before, language: null };
  if (drafted.status === 200) {
    held.working = version;
    ({ revision } = drafted.body.data as Detail);
    await expectApart(stage, edit, detail.id, `${about}, drafted,`);
  }
  if (onlyDraft) return false;
  const submitted = await visitor.ask('put', at, { revision, values: sent, submit: true });
  if (!lacksRelation(submitted)) expectStatus(stage, submitted, detail.may.edit ? 200 : 403, `${about}, submitted,`);
  if (submitted.status !== 200) return false;
  held.working = version;
  if (onlySubmit && module.settings.approval) {
    held.waiting = { sent, shown: detail.values };
    return false;
  }
  edit.language = await languageOf(stage, held, detail.id);
  return finish(stage, visitor, edit, submitted.body.data as Detail, version, about);
}

/** What the team may do with a document while a change of its customer waits: its components are made anew by it. */
async function disturb(stage: Stage, held: Held): Promise<void> {
  const what = stage.draw.pick(['nothing', 'publish', 'discard']);
  if (what === 'publish') await publish(stage.strapi, held);
  if (what !== 'discard') return;
  const documents = documentsOf(stage.strapi, held.type.uid) as unknown as { discardDraft(query: object): Promise<unknown> };
  await documents.discardDraft({ documentId: held.document, ...(held.type.localized && { locale: '*' }) });
}

/** Approves what was submitted while the levels were others: what may not be written now, and what could not be then, stays. */
export async function approveLater(stage: Stage, module: OpenModule, held: Held): Promise<boolean> {
  if (!held.waiting || !held.working || !held.record) return false;
  const { sent, shown } = held.waiting;
  held.waiting = undefined;
  await disturb(stage, held);
  const before = await stored(stage.strapi, held);
  const edit: Edit = { module, held, shown, sent, before, language: await languageOf(stage, held, held.record) };
  const document = await decide(stage, held.record, 'approve');
  for (const plan of module.type.plans) if (!isWritten(levelOf(plan, module.settings))) held.working.words.delete(plan.name);
  return document !== null && end(stage, edit, held.working, held.record, document, `a late approval in ${module.type.singular}`);
}

/** Editors and the customer comment on a record: what is internal stays so. */
export async function discuss(stage: Stage, visitor: Visitor, module: OpenModule, { record }: Held): Promise<void> {
  const secret = stage.tokens.word();
  stage.ledger.addSecret(secret, module.type);
  for (const [text, internal] of [
    [secret, true],
    ['Soon', false],
  ] as const) {
    expectStatus(
      stage,
      await stage.editor.post(`/approvals/${record}/comments`, { text: paragraph(text), internal }),
      201,
      'an editor’s comment',
    );
  }
  const response = await visitor.ask('post', `/modules/${module.id}/records/${record}/comments`, { text: paragraph('When?') });
  const sees = stage.ledger.isOpen(visitor.reader, module.type);
  expectStatus(stage, response, sees ? (module.settings.mayComment ? 201 : 403) : 404, `${visitor.reader.name}'s comment`);
}

/** Makes a record, as a draft or submitted, with what the customer does not write left to the editor's defaults. */
export async function createRecord(stage: Stage, visitor: Visitor, module: OpenModule, submit: boolean): Promise<boolean> {
  const { type, settings, id } = module;
  if (!stage.ledger.isOpen(visitor.reader, type)) return false;
  const about = `${visitor.reader.name}'s new record in ${type.singular}`;
  const held = newHeld(type, { customer: visitor.reader.customer, contact: visitor.reader.contact });
  const version = newVersion(held, 'working');
  const sent = await goodValues({ stage, visitor, module, version, plain: false });
  const response = await visitor.ask('post', `/modules/${id}/records`, { key: randomUUID(), values: sent, submit });
  if (!lacksRelation(response)) expectStatus(stage, response, settings.mayCreate && (submit || settings.mayDraft) ? 201 : 403, about);
  if (response.status !== 201) return false;
  const detail = response.body.data as Detail;
  Object.assign(held, { record: detail.id, working: version });
  stage.held.push(held);
  stage.ledger.addIds(held);
  const edit: Edit = { module, held, shown: {}, sent, before: [], language: null };
  if (!submit) {
    await expectApart(stage, edit, detail.id, about);
    return false;
  }
  const done = await finish(stage, visitor, edit, detail, version, about);
  if (done) await expectDefaults(stage, visitor, module, held, about);
  return done;
}

/** A new document has in what the customer did not write what the editor or the schema say, and nothing else. */
async function expectDefaults(stage: Stage, visitor: Visitor, module: OpenModule, held: Held, about: string): Promise<void> {
  const { type, settings } = module;
  for (const { values } of await stored(stage.strapi, held)) {
    for (const { name, kind } of type.plans.filter((plan) => plan.kind === 'uid' && isShown(levelOf(plan, settings)))) {
      const made = String(values[name]);
      for (const leak of stage.ledger.leaks(visitor.reader, made)) stage.note(`${about}, ${kind}: ${leak}`);
      // Once made, it is a value of its own.
      stage.ledger.addValue(newVersion(held, 'published'), [name], made);
    }
  }
  for (const { values, locale } of await stored(stage.strapi, held)) {
    for (const plan of type.plans.filter((one) => !isWritten(levelOf(one, settings)) && one.kind !== 'uid' && one.inverse !== true)) {
      const wanted = settings.fields[plan.name]?.default ?? plan.schema.default ?? null;
      const is = values[plan.name];
      const empty = is === null || (Array.isArray(is) && is.length === 0);
      const equal =
        wanted === null ? empty : JSON.stringify(is).includes(JSON.stringify(wanted).replaceAll('"', '')) || Number(is) === Number(wanted);
      if (!equal)
        stage.note(
          `${about} has ${JSON.stringify(is)} and not ${JSON.stringify(wanted)} in ${plan.name} (${levelOf(plan, settings)}, ${locale})`,
        );
    }
  }
}

/** The team takes a document back; its customer mends it, and it is published again. */
export async function mendTakenBack(stage: Stage, visitor: Visitor, module: OpenModule, held: Held): Promise<boolean> {
  const documents = documentsOf(stage.strapi, module.type.uid) as unknown as { unpublish(query: object): Promise<unknown> };
  const before = await stored(stage.strapi, held);
  await documents.unpublish({ documentId: held.document, ...(module.type.localized && { locale: '*' }) });
  held.live = false;
  const draft = before.filter((row) => !row.published);
  const done = await editRecord(stage, visitor, module, held);
  const after = await stored(stage.strapi, held);
  if (after.length < draft.length) stage.note(`${module.type.singular} lost a version`);
  // So that those to come find it in all its languages.
  await publish(stage.strapi, held);
  return done;
}
