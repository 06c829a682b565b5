import type { approvalsContract } from '../../../../plugin/contract/editor/approvals';
import type { InputOf, ReturnOf } from '../../../../plugin/contract/endpoint';
import { richTextOf, type RichText } from '../../../../plugin/rules/rich-text';
import type { Editor } from '../../kernel/binder';
import { configOf } from '../../platform/config';
import { now, plusSeconds } from '../../platform/clock';
import { isDeadlock, retrying } from '../../platform/deadlock';
import { fieldError, PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import type { ApprovalView, FullRow } from './view';
import type { LoadedModule } from '../settings';
import { idsIn } from '../../fields';
import { mayPublish } from './editor-permissions';
import type { MovedFiles } from '../files';
import { PublishingError, refusalForEditor } from '../publishing';
import { nameOfLost, type Revalidate } from './revalidation';
import { publishedNow, type ModuleParts } from '../records';

/** A note as rich text, as it stands in the history. */
const noteText = (note: string): RichText | null => (note ? richTextOf(note) : null);

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

type Contract = typeof approvalsContract;
/** An editor approves: the version that was looked at, and what was seen besides it. */
export type Approval = InputOf<Contract['approve']>['body'];

/** What editors decide on what waits: approving asks for the right to publish the content type. */
export function createDecisions(
  strapi: Strapi,
  { store, history, mails, publishing, files, quota }: ModuleParts,
  view: ApprovalView,
  revalidate: Revalidate,
) {
  const { load, languageOf, partyOf, hasTeamChanges, mailOf, author } = view;

  /** The record, still as the editor saw it, if the editor may decide. */
  async function toDecide(
    editor: Editor,
    id: string,
    revision: number,
  ): Promise<{ row: FullRow; module: LoadedModule; working: Record<string, unknown> }> {
    const { row, module } = await load(editor, id);
    if (!mayPublish(editor, module.uid, await languageOf(module, row)))
      throw new PortalError('not-allowed', { message: 'Your role may not publish this content type.' });
    if (row.revision !== revision || row.state !== 'submitted' || !row.working) throw new PortalError('conflict');
    return { row, module, working: row.working };
  }

  /**
   * A submission as it can be published now.
   * @throws PortalError where something does not hold any more; what would be left out is left out if the editor has seen it
   */
  async function publishable(
    module: LoadedModule,
    row: FullRow,
    submitted: Record<string, unknown>,
    leaveOut: string | undefined,
  ): Promise<Record<string, unknown>> {
    const { problems, working } = await revalidate(partyOf(row), module, row, submitted);
    const errors = (lost: boolean) =>
      problems.filter((one) => one.lost === lost).map(({ path, code, message }) => ({ path: ['values', ...path], code, message }));
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
        await quota.hold(row.customer.id);
        await publishing.takeTurns(module);
        // Before anything is published, so that of an editor and a customer who race exactly one goes on.
        if (!(await store.change(row, { state: 'approved' }))) throw new PortalError('conflict');
        // Files take their time: what a colleague saved meanwhile was not seen either.
        if (!teamChanges && (await publishing.teamChangesNow(module, row))) throw new PortalError('team-changes');
        // Asked once more, now that what is read stays so until the commit.
        const published = await publishing.publish(partyOf(row), module, row, await publishable(module, row, working, leaveOut), copied);
        await store.rows.updateMany({
          where: { id: row.id },
          data: { ...published, ...publishedNow(row), live: true, working: null, changedAt: now(strapi), filesUntil: null },
        });
        await files.removeOf([row.id]);
        const after = { ...row, document: published.document };
        await history.add(after, { kind: 'approved', actor: { editor: editor.email }, text: noteText(note), detail: module.row.name });
        await mails.toContact(author(row), row.customer.id, 'record-approved', mailOf(module, row, note));
      });
    } catch (error) {
      await moved?.undo();
      // Ended for the sake of somebody who decided, withdrew or deleted at the same time.
      if (isDeadlock(error)) throw new PortalError('conflict');
      if (!(error instanceof PublishingError)) throw error;
      const refused = refusalForEditor(error);
      if (refused.code === 'publishing-failed')
        strapi.log.error(`customer-portal: a record of ${module.uid} was not published: ${stackOf(error.cause)}`);
      throw refused;
    }
  }

  async function reject(editor: Editor, id: string, { revision, note }: { revision: number; note: string }): Promise<void> {
    const { row, module } = await toDecide(editor, id, revision);
    const keep = configOf(strapi).files.keepRejectedSeconds;
    await retrying(strapi, async () => {
      const hasFiles = (await files.of(row)).length > 0;
      const data = { state: 'rejected', changedAt: now(strapi), filesUntil: hasFiles ? plusSeconds(now(strapi), keep) : null };
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
    ...decide,

    /** Each by itself: one that fails holds up no other. */
    all: async (editor: Editor, { decision, note, records: chosen }: InputOf<Contract['decideAll']>['body']) => {
      if (decision === 'reject' && !note) throw fieldError(['note'], 'required', 'is needed');
      const outcomes: ReturnOf<Contract['decideAll']> = [];
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
  };
}
