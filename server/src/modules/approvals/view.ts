import { nameOf, type ReviewParty } from '../../kernel/party';
import type { ApprovalDetail, ApprovalRow, SubmissionProblem } from '../../../../plugin/contract/editor/approvals';
import type { CustomerKind } from '../../../../plugin/vocabulary';
import type { Editor } from '../../kernel/binder';
import { platformOf } from '../../platform';
import { PortalError } from '../../platform/errors';
import { toDate, type Row, type Strapi } from '../../platform/strapi';
import { idsIn, presentField } from '../../fields';
import { NO_LANGUAGE, pickCells, titleOf } from '../document';
import type { LoadedModule } from '../settings';
import { asSeenBy, mayPublish, mayRead, mayReadField } from './editor-permissions';
import type { ModuleParts, RecordRow } from '../records';
import { fieldLabel, nameOfLost, type Revalidate } from './revalidation';

type CustomerRow = Row & { name: string; kind: CustomerKind };
export type FullRow = RecordRow & { customer: CustomerRow };

/** What a record's row is read with, to be shown to an editor. */
export const POPULATE = {
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

/** Empty, in whatever way a field's type says it. */
const isNothing = (value: unknown): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

const personOf = (row: RecordRow): string => {
  const person = row.submitter ?? row.contact;
  return person ? nameOf(person) : '';
};

/**
 * Records as editors see them. What a role may not read of a content type in the Content Manager it does not see
 * here either.
 */
export function createApprovalView(
  strapi: Strapi,
  { catalogue, store, records, history, languages, publishing, related }: ModuleParts,
  revalidate: Revalidate,
) {
  /** As whoever the record belongs to: titles of related records and what stays unseen are theirs. */
  const partyOf = ({ customer, submitter, contact }: FullRow): ReviewParty => {
    const person = submitter ?? contact;
    return { by: 'editor', customer, contact: person ? { id: person.id, language: null } : null };
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
        return { field: presentField(field), before, after, changed };
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
    const { problems } = await revalidate(partyOf(row), module, row, row.working);
    const language = await languageOf(module, row);
    const shown = problems.map(({ path, code, lost }): SubmissionProblem => {
      const names = path.filter((part) => typeof part === 'string');
      const mayTell = names.length > 0 && mayReadField(editor, module.uid, language, names.join('.'));
      return { path: mayTell ? path : [], label: mayTell ? fieldLabel(module.infos, names) : '', code, lost };
    });
    return { problems: shown, leavesOut: nameOfLost(problems) };
  }

  /** Titles of what the values name and is still there, where the role reads those content types too. */
  async function relatedTo(
    editor: Editor,
    module: LoadedModule,
    row: FullRow,
    versions: Record<string, unknown>[],
  ): Promise<Record<string, string>> {
    const shown: Record<string, string> = {};
    for (const field of module.fields.filter(({ type }) => type === 'relation')) {
      const target = await catalogue.of(field.target ?? '');
      const language = target ? await languageOf(target, row) : null;
      if (
        !target ||
        !mayRead(editor, target.uid, language) ||
        (target.titleField && !mayReadField(editor, target.uid, language, target.titleField.name))
      )
        continue;
      const ids = [...new Set(versions.flatMap((values) => idsIn([field], values, 'relation')))];
      for (const [id, name] of await related.titles(partyOf(row), target.uid, ids)) shown[id] = name;
    }
    return shown;
  }

  const hasTeamChanges = async (module: LoadedModule, row: RecordRow): Promise<boolean> =>
    row.document !== null && publishing.hasTeamChanges(await publishing.versionsOf(module, row.document, row.language));

  const mailOf = (module: LoadedModule, row: FullRow, note: string) => ({
    record: row.documentId,
    title: title(module, row),
    module,
    customer: row.customer.name,
    note,
  });
  const author = ({ submitter, contact }: FullRow): (number | undefined)[] => [submitter?.id, contact?.id];

  return { load, present, detail, languageOf, partyOf, hasTeamChanges, mailOf, author };
}

export type ApprovalView = ReturnType<typeof createApprovalView>;
