import { APPROVALS_PAGE, type ApprovalDetail, type ApprovalEvent, type ApprovalRow, type SubmissionProblem, type WaitingModule } from '../../../plugin/contract/editor/approvals';
import type { Download } from '../../../plugin/contract/endpoint';
import { plainTextOf, type RichText } from '../../../plugin/rules/rich-text';
import type { CustomerKind, RecordState } from '../../../plugin/vocabulary';
import type { Editor } from '../kernel/binder';
import { platformOf } from '../platform';
import { configOf } from '../platform/config';
import { now, plusSeconds } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { toDate, type Row, type Strapi } from '../platform/strapi';
import { NO_LANGUAGE, pickCells } from './cells';
import type { Caller } from './caller';
import type { LoadedModule } from './catalogue';
import { idsIn } from './document-values';
import { asSeenBy, mayPublish, mayRead, mayReadField, readableBy, type ReadableModule } from './editor-access';
import { createInbox, type InboxQuery } from './inbox';
import { presentField } from './fields';
import type { ModuleParts } from './parts';
import type { MovedFiles } from './media-library';
import { PublishingError, refusalForEditor } from './publishing';
import { titleOf } from './reader';
import { labelOf, nameOfLost } from './recheck';
import { requireComment } from './records';
import { publishedNow, type RecordRow } from './store';

type CustomerRow = Row & { name: string; kind: CustomerKind };
type FullRow = RecordRow & { customer: CustomerRow };

const POPULATE = {
  customer: { select: ['id', 'documentId', 'name', 'kind'] },
  contact: { select: ['id', 'documentId', 'firstName', 'lastName', 'email'] },
  submitter: { select: ['id', 'documentId', 'firstName', 'lastName', 'email'] },
};

/** A record that an editor may see: its module, and what of it that editor sees. */
interface Loaded {
  row: FullRow;
  module: LoadedModule;
  seen: LoadedModule;
}

/** A note as rich text, as it stands in the history. */
const noteText = (note: string): RichText | null =>
  note ? note.split(/\r?\n/u).map((text) => ({ type: 'paragraph', children: [{ type: 'text', text }] })) : null;

/** Empty, in whatever way a field's type says it. */
const isNothing = (value: unknown): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const personOf = (row: RecordRow): string => {
  const person = row.submitter ?? row.contact;
  return person ? [person.firstName, person.lastName].filter(Boolean).join(' ') || person.email : '';
};

/** An editor approves: the version that was looked at, and what was seen besides it. */
export interface Approval {
  revision: number;
  note?: string;
  /** The editor has seen that the team's draft is published with it. */
  teamChanges?: boolean;
  /** Names what the editor has seen that is left out. */
  leaveOut?: string;
}

/**
 * What editors decide. What a role may not read of a content type in the Content Manager it does not see
 * here either, and approving asks for the right to publish it.
 */
export function createApprovals(strapi: Strapi, { catalogue, store, records, recheck, history, languages, mails, publishing, files, reader, room }: ModuleParts) {
  const inbox = createInbox(strapi, store);

  const readable = async (editor: Editor): Promise<ReadableModule[]> => readableBy(editor, await catalogue.modules(), await languages.codes(), await languages.fallback());

  /** As whoever the record belongs to: titles of related records and what stays unseen are theirs. */
  const callerFor = (row: FullRow): Caller => {
    const person = row.submitter ?? row.contact;
    return {
      customer: { id: row.customer.id, name: row.customer.name, kind: row.customer.kind },
      contact: { id: person?.id ?? 0, documentId: person?.documentId ?? '', name: personOf(row), email: person?.email ?? '' },
      language: null,
    };
  };

  /** The language whose permissions a record falls under; the default one where it is from before the content type had languages. */
  const languageOf = async (module: LoadedModule, row: RecordRow): Promise<string | null> =>
    module.localized ? (row.language ?? (await languages.fallback())) : null;

  async function load(editor: Editor, documentId: string): Promise<Loaded> {
    const row = await store.rows.findOne({ where: { documentId }, populate: POPULATE });
    const module = row && (await catalogue.of(row.contentType));
    const language = row && module ? await languageOf(module, row) : null;
    if (!row?.customer || !module || !mayRead(editor, module.uid, language)) throw new PortalError('not-found');
    return { row: row as FullRow, module, seen: asSeenBy(editor, module, language) };
  }

  const languagesOf = (row: RecordRow): string[] => [row.language ?? NO_LANGUAGE];
  const title = (module: LoadedModule, row: RecordRow): string => titleOf(module, pickCells(row.cells, languagesOf(row)));

  const present = (editor: Editor, module: LoadedModule, row: FullRow, language: string | null): ApprovalRow => ({
    id: row.documentId,
    // A draft's is the customer's own, even where a comment brought it here.
    title: row.state === 'draft' ? '' : title(asSeenBy(editor, module, language), row),
    module: { id: module.row.documentId, name: module.row.name },
    customer: { id: row.customer.documentId, name: row.customer.name },
    contact: personOf(row),
    state: row.state,
    live: row.live,
    submittedAt: row.submittedAt && toDate(row.submittedAt).toISOString(),
    revision: row.revision,
    unread: row.unread === true,
    mayDecide: mayPublish(editor, module.uid, language),
  });

  async function detail(editor: Editor, { row, module: whole, seen: module }: Loaded): Promise<ApprovalDetail> {
    // A draft is the customer's own until it is submitted: editors see what is published.
    const shown = row.state === 'draft' ? { ...row, working: null } : row;
    const version = await records.newest(module, shown, languagesOf(row));
    const both = [version.values, version.before ?? {}];
    return {
      ...present(editor, module, row, await languageOf(module, row)),
      ...(row.state === 'draft' && { title: titleOf(module, version.values) }),
      contentType: module.uid,
      document: row.document,
      fields: module.fields.map((field) => {
        const [before, after] = [version.before?.[field.name] ?? null, version.values[field.name] ?? null];
        const changed = !(isNothing(before) && isNothing(after)) && JSON.stringify(before) !== JSON.stringify(after);
        return { field: presentField(field, () => undefined), before, after, changed };
      }),
      files: await platformOf(strapi).media.shown(version.files),
      locale: module.localized ? version.language : null,
      teamChanges: await hasTeamChanges(module, row),
      ...(await problemsOf(editor, whole, row)),
      related: await relatedTo(editor, module, row, both),
      history: await history.forEditor(row),
      // Of the row as it was read before its history: never more than what is shown.
      comments: row.comments ?? 0,
    };
  }

  /** What of a waiting record does not hold any more, with nothing of fields that the role does not read. */
  async function problemsOf(editor: Editor, module: LoadedModule, row: FullRow): Promise<Pick<ApprovalDetail, 'problems' | 'leavesOut'>> {
    if (row.state !== 'submitted' || !row.working) return { problems: [], leavesOut: null };
    const { problems } = await recheck(callerFor(row), module, row, row.working);
    const language = await languageOf(module, row);
    const shown = problems.map(({ path, code, lost }): SubmissionProblem => {
      const names = path.filter((part) => typeof part === 'string');
      const mayTell = names.length > 0 && mayReadField(editor, module.uid, language, names.join('.'));
      return { path: mayTell ? path : [], label: mayTell ? labelOf(module.infos, names) : '', code, lost };
    });
    return { problems: shown, leavesOut: nameOfLost(problems) };
  }

  /** Titles of what the values name, where the role reads those content types too. */
  async function relatedTo(editor: Editor, module: LoadedModule, row: FullRow, versions: Record<string, unknown>[]): Promise<Record<string, string>> {
    const related: Record<string, string> = {};
    for (const field of module.fields.filter(({ type }) => type === 'relation')) {
      const target = await catalogue.of(field.target ?? '');
      const language = target ? await languageOf(target, row) : null;
      if (!target?.titleField || !mayRead(editor, target.uid, language) || !mayReadField(editor, target.uid, language, target.titleField.name)) continue;
      const ids = [...new Set(versions.flatMap((values) => idsIn([field], values, 'relation')))];
      for (const [id, name] of await reader.titles(callerFor(row), target.uid, ids)) related[id] = name;
    }
    return related;
  }

  const hasTeamChanges = async (module: LoadedModule, row: RecordRow): Promise<boolean> =>
    row.document !== null && publishing.hasTeamChanges(await publishing.versionsOf(module, row.document, row.language));

  const reload = async (editor: Editor, id: string): Promise<ApprovalDetail> => {
    return detail(editor, await load(editor, id));
  };

  /** The record, still as the editor saw it, if the editor may decide. */
  async function toDecide(editor: Editor, id: string, revision: number): Promise<{ row: FullRow; module: LoadedModule; working: Record<string, unknown> }> {
    const { row, module } = await load(editor, id);
    if (!mayPublish(editor, module.uid, await languageOf(module, row))) throw new PortalError('not-allowed', { message: 'Your role may not publish this content type.' });
    if (row.revision !== revision || row.state !== 'submitted' || !row.working) throw new PortalError('conflict');
    return { row, module, working: row.working };
  }

  const mailOf = (module: LoadedModule, row: FullRow, note: string) => ({
    record: row.documentId, title: title(module, row), module, customer: row.customer.name, note,
  }); // prettier-ignore
  const author = ({ submitter, contact }: FullRow): (number | undefined)[] => [submitter?.id, contact?.id];

  /**
   * A submission as it can be published now.
   * @throws PortalError where something does not hold any more; what would be left out is left out if the editor has seen it
   */
  async function publishable(module: LoadedModule, row: FullRow, submitted: Record<string, unknown>, leaveOut: string | undefined): Promise<Record<string, unknown>> {
    const { problems, working } = await recheck(callerFor(row), module, row, submitted);
    const errors = (lost: boolean) => problems.filter((one) => one.lost === lost).map(({ path, code, message }) => ({ path: ['values', ...path], code, message }));
    const [wrong, lost] = [errors(false), errors(true)];
    if (wrong.length > 0) throw new PortalError('invalid-request', { message: 'What was submitted does not fit any more.', errors: wrong });
    if (lost.length > 0 && nameOfLost(problems) !== leaveOut) throw new PortalError('submission-outdated', { errors: lost });
    return working;
  }

  async function approve(editor: Editor, id: string, { revision, note = '', teamChanges = false, leaveOut }: Approval): Promise<void> {
    const { row, module, working } = await toDecide(editor, id, revision);
    // The team's unfinished draft is published with it: only if the editor has seen that there is one.
    if (!teamChanges && (await hasTeamChanges(module, row))) throw new PortalError('team-changes');
    const attached = await files.of(row);
    const named = new Set(idsIn(module.writable, await publishable(module, row, working, leaveOut), 'media'));
    let moved: MovedFiles | undefined;
    try {
      const copied = (moved = await publishing.moveFiles(attached.filter(({ documentId }) => named.has(documentId))));
      await strapi.db.transaction(async () => {
        await room.hold(row.customer.id);
        await publishing.takeTurns(module);
        // Before anything is published, so that of an editor and a customer who race exactly one goes on.
        if (!(await store.change(row, { state: 'approved' }))) throw new PortalError('conflict');
        // Files take their time: what a colleague saved meanwhile was not seen either.
        if (!teamChanges && (await publishing.teamChangesNow(module, row))) throw new PortalError('team-changes');
        // Asked once more, now that what is read stays so until the commit.
        const published = await publishing.publish(callerFor(row), module, row, await publishable(module, row, working, leaveOut), copied);
        await store.rows.updateMany({ where: { id: row.id }, data: { ...published, ...publishedNow(row), live: true, working: null, changedAt: now(), filesUntil: null } });
        await files.removeOf([row.id]);
        const after = { ...row, document: published.document };
        await history.add(after, { kind: 'approved', actor: { editor: editor.email }, text: noteText(note), detail: module.row.name });
        await mails.toContact(author(row), row.customer.id, 'record-approved', mailOf(module, row, note));
      });
    } catch (error) {
      await moved?.undo();
      if (!(error instanceof PublishingError)) throw error;
      const refused = refusalForEditor(error);
      if (refused.code === 'publishing-failed') strapi.log.error(`customer-portal: a record of ${module.uid} was not published: ${stackOf(error.cause)}`);
      throw refused;
    }
  }

  async function reject(editor: Editor, id: string, { revision, note }: { revision: number; note: string }): Promise<void> {
    const { row, module } = await toDecide(editor, id, revision);
    const keep = configOf(strapi).files.keepRejectedSeconds;
    await strapi.db.transaction(async () => {
      const hasFiles = (await files.of(row)).length > 0;
      const data = { state: 'rejected', changedAt: now(), filesUntil: hasFiles ? plusSeconds(now(), keep) : null };
      if (!(await store.change(row, data))) throw new PortalError('conflict');
      await history.add(row, { kind: 'rejected', actor: { editor: editor.email }, text: noteText(note), detail: module.row.name });
      await mails.toContact(author(row), row.customer.id, 'record-rejected', mailOf(module, row, note));
    });
  }

  const decide = { approve, reject };

  /** Why one of several was not decided. */
  function outcomeOf(error: unknown): { code: string; message: string } {
    if (!(error instanceof PortalError)) {
      strapi.log.error(`customer-portal: deciding on a record failed: ${stackOf(error)}`);
      return { code: 'failed', message: 'Failed because of an error on the server.' };
    }
    const details = error.fieldErrors?.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('; ');
    return { code: error.code, message: details ?? error.message };
  }

  return {
    async find(editor: Editor, { page = 1, module: only, state = 'submitted', q }: { page?: number; module?: string; state?: Exclude<RecordState, 'draft'> | 'unread'; q?: string }) {
      const modules = (await readable(editor)).filter(({ module }) => !only || module.row.documentId === only);
      const query: InboxQuery = { modules, codes: await languages.codes(), state, search: q || undefined, page, pageSize: APPROVALS_PAGE };
      const ids = await inbox.page(query);
      const rows = await store.rows.findMany({ where: { id: { $in: ids } }, populate: POPULATE });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const byType = new Map((await catalogue.modules()).map((module) => [module.uid, module]));
      const listed = ids.map(async (id) => {
        const row = byId.get(id);
        const module = row && byType.get(row.contentType);
        return row?.customer && module ? [present(editor, module, row as FullRow, await languageOf(module, row))] : [];
      });
      return { rows: (await Promise.all(listed)).flat(), page, total: await inbox.count(query) };
    },

    /** How many wait and how many have unread comments, in all and in each module that the editor may look into. */
    async waiting(editor: Editor): Promise<{ waiting: number; unread: number; modules: WaitingModule[] }> {
      const modules = await readable(editor);
      const [counts, unread] = [await inbox.countByType(modules, 'submitted'), await inbox.countByType(modules, 'unread')];
      const listed = modules.map(({ module: { uid, row } }) => ({ id: row.documentId, name: row.name, contentType: uid, waiting: counts.get(uid) ?? 0, unread: unread.get(uid) ?? 0 }));
      const sum = (key: 'waiting' | 'unread'): number => listed.reduce((before, module) => before + module[key], 0);
      return { waiting: sum('waiting'), unread: sum('unread'), modules: listed };
    },

    findOne: reload,

    async findOfDocument(editor: Editor, uid: string, document: string): Promise<ApprovalDetail | null> {
      const known = await store.ofDocument(uid, document);
      if (!known || !(await catalogue.of(uid))) return null;
      return reload(editor, known.documentId).catch((error: unknown) => {
        if (error instanceof PortalError && error.code === 'not-found') return null;
        throw error;
      });
    },

    async read(editor: Editor, id: string, comments: number): Promise<{ read: boolean }> {
      const { row } = await load(editor, id);
      return { read: await store.commentsRead(row, comments) };
    },

    async file(editor: Editor, id: string, file: string): Promise<Download> {
      const { row, module } = await load(editor, id);
      // What a draft names was not handed in yet.
      if (row.state === 'draft') throw new PortalError('not-found');
      const language = await languageOf(module, row);
      return files.downloadOf(row, file, (field) => mayReadField(editor, module.uid, language, field));
    },

    async approve(editor: Editor, id: string, approval: Approval): Promise<ApprovalDetail> {
      await approve(editor, id, approval);
      return reload(editor, id);
    },

    async reject(editor: Editor, id: string, { revision, note }: { revision: number; note: string }): Promise<ApprovalDetail> {
      await reject(editor, id, { revision, note });
      return reload(editor, id);
    },

    /** Each by itself: one that fails holds up no other. */
    async decideAll(editor: Editor, { decision, note, records: chosen }: { decision: 'approve' | 'reject'; note: string; records: { id: string; revision: number }[] }) {
      if (decision === 'reject' && !note) {
        throw new PortalError('invalid-request', { errors: [{ path: ['note'], code: 'required', message: 'is needed' }] });
      }
      const outcomes: { id: string; error: { code: string; message: string } | null }[] = [];
      for (const { id, revision } of chosen) {
        try {
          await decide[decision](editor, id, { revision, note });
          outcomes.push({ id, error: null });
        } catch (error) {
          outcomes.push({ id, error: outcomeOf(error) });
        }
      }
      return outcomes;
    },

    async comment(editor: Editor, id: string, { text, internal }: { text: unknown[]; internal: boolean }): Promise<ApprovalEvent> {
      const { row, module } = await load(editor, id);
      const rich = requireComment(text);
      const event = await store.holding(row, async () => {
        const added = await history.add(row, { kind: 'comment', actor: { editor: editor.email }, text: rich, internal, detail: module.row.name });
        if (!internal) await mails.toContact(author(row).reverse(), row.customer.id, 'record-answered', mailOf(module, row, plainTextOf(rich)));
        return added;
      });
      return history.presentToEditor(event);
    },
  };
}

export type Approvals = ReturnType<typeof createApprovals>;
