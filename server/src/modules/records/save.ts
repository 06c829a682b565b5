import type { SessionParty } from '../../kernel/party';
import { checkValues } from '../../../../plugin/fields/values';
import { now } from '../../platform/clock';
import { PortalError } from '../../platform/errors';
import { patternMatcher } from '../../platform/pattern';
import type { Strapi } from '../../platform/strapi';
import { markdownErrors } from '../../fields';
import { type Cells, type Languages, NO_LANGUAGE } from '../document';
import type { LoadedModule } from '../settings';
import { bytesOf, type FileRow, type MovedFiles, type RecordFiles, type Quota } from '../files';
import { actorOf } from '../../conversations';
import type { History } from './history';
import type { RecordMails } from './mails';
import { type Publishing, PublishingError, refusalForCustomer, refusalsOf } from '../publishing';
import type { RecordReader } from './read';
import type { References } from './references';
import type { RecordRow } from './record-row';
import { publishedNow, type Store } from './store';

export interface Save {
  values: Record<string, unknown>;
  submit: boolean;
}

interface Checked {
  working: Record<string, unknown>;
  named: FileRow[];
  language: string | null;
  cells: Cells;
  folded: Record<string, Record<string, string>>;
}

interface Parts {
  store: Store;
  records: RecordReader;
  references: References;
  files: RecordFiles;
  history: History;
  languages: Languages;
  publishing: Publishing;
  mails: RecordMails;
  quota: Quota;
}

/** How a save is committed. */
export interface Commit<T> {
  /** Runs the work, which gives the record's id, in a transaction. */
  commit: (work: () => Promise<string>) => Promise<T>;
  /** Of a record that is made; unique. */
  key?: string;
}

/** The team began to work on the document after it was asked whether it does. */
class TeamAtWork extends Error {}

/** Saves what a customer typed: as a draft, or submitted; where a module needs no approval, published at once. */
export function createSaving(strapi: Strapi, { store, records, references, files, history, languages, publishing, mails, quota }: Parts) {
  /** The values to keep, with everything that they name looked up; throws with an error for each wrong field. */
  async function check(party: SessionParty, module: LoadedModule, row: RecordRow | null, { values, submit }: Save): Promise<Checked> {
    const matches = patternMatcher(module.uid, (message) => strapi.log.warn(`customer-portal: ${message}`));
    const { values: typed, errors } = checkValues(module.fields, values, { complete: submit, matches });
    if (errors.length > 0) {
      throw new PortalError('invalid-request', {
        errors: errors.map(({ path, code, message }) => ({ path: ['values', ...path], code, message })),
      });
    }
    const order = await languages.of(module, party.contact.language);
    const newest = row && (await records.newest(module, row, order));
    const language = (row ? newest?.language : null) ?? order[0] ?? NO_LANGUAGE;
    const working = await publishing.adopt(module, { document: row?.document ?? null, language }, typed);
    // Files that the newest or the published version shows may stay, and no others of the library.
    const staying = new Set(newest ? newest.files.filter(({ url }) => url !== null).map(({ id }) => id) : []);
    const named = await references.files(party, module, row, working, staying);
    const wrong = [
      ...named.errors,
      ...(await references.relations(party, module, working)),
      ...(submit
        ? markdownErrors(module.writable, working, newest?.before ?? null).map(({ path, ...rest }) => ({
            path: ['values', ...path],
            ...rest,
          }))
        : []),
      ...(submit ? await references.unique(module, row, working, language) : []),
    ];
    if (wrong.length > 0) throw new PortalError('invalid-request', { errors: wrong });
    const excerpts = await publishing.excerpts(module, row?.live ? row.document : null, { working, language });
    return { working, named: named.named, language, ...excerpts };
  }

  /** Writes the row, new or changed; throws `conflict` when somebody was faster. */
  async function write(
    party: SessionParty,
    module: LoadedModule,
    row: RecordRow | null,
    checked: Checked,
    submit: boolean,
    key?: string,
  ): Promise<RecordRow> {
    const { working, language, cells, folded } = checked;
    const mine = store.of(party, module);
    const data = {
      state: submit ? 'submitted' : 'draft',
      working,
      language,
      cells,
      folded,
      draftBytes: bytesOf(working, cells, folded),
      changedAt: now(strapi),
      filesUntil: null,
      ...(submit && { submittedAt: now(strapi), submitter: party.contact.id }),
    };
    if (row) {
      if (!(await mine.change(row, data))) throw new PortalError('conflict');
      return { ...row, draftBytes: data.draftBytes, revision: row.revision + 1, live: row.live };
    }
    return mine.create({ ...data, creationKey: key ?? null });
  }

  async function tell(
    party: SessionParty,
    module: LoadedModule,
    saved: RecordRow,
    before: RecordRow | null,
    submit: boolean,
    published: boolean,
  ): Promise<void> {
    const detail = module.row.name;
    const actor = actorOf(party);
    if (!before) await history.add(saved, { kind: 'created', actor, detail });
    if (submit) await history.add(saved, { kind: 'submitted', actor, detail });
    else if (before?.state === 'submitted') await history.add(saved, { kind: 'withdrawn', actor, detail });
    if (published) await history.add(saved, { kind: 'published', actor: { system: true }, detail });
    if (!submit) return;
    await mails.toEditors(published ? 'record-published' : 'record-submitted', {
      record: saved.documentId,
      module,
      customer: party.customer.name,
    });
  }

  /** Saves and, where nobody has to approve, publishes: both or neither. */
  async function run<T>(
    party: SessionParty,
    module: LoadedModule,
    row: RecordRow | null,
    save: Save,
    how: Commit<T>,
    publish: boolean,
  ): Promise<T> {
    const checked = await check(party, module, row, save);
    let moved: MovedFiles | undefined;
    try {
      if (publish) moved = await publishing.moveFiles(checked.named);
      return await how.commit(async () => {
        await quota.hold(party.customer.id);
        if (publish) await publishing.takeTurns(module);
        const saved = await write(party, module, row, checked, save.submit, how.key);
        const target = { document: row?.document ?? null, language: checked.language };
        // Files take their time: asked once more, now that what is read stays so until the commit.
        if (publish && (await publishing.teamChangesNow(module, target))) throw new TeamAtWork();
        // Who is over the limit may still make something smaller, and hand in what is there.
        if (!row || saved.draftBytes > row.draftBytes) await quota.requireRecords(party.customer.id);
        await files.settle(saved, checked.named);
        if (moved) {
          const record = { id: saved.id, ...target };
          const { document, ...excerpts } = await publishing.publish(party, module, record, checked.working, moved);
          const done = { state: 'approved', document, live: true, working: null, ...publishedNow(saved), ...excerpts };
          if (!(await store.of(party, module).change(saved, done))) throw new PortalError('conflict');
          await files.removeOf([saved.id]);
          saved.document = document;
        }
        await tell(party, module, saved, row, save.submit, publish);
        return saved.documentId;
      });
    } catch (error) {
      await moved?.undo();
      if (error instanceof TeamAtWork) return run(party, module, row, save, how, false);
      if (!(error instanceof PublishingError)) throw error;
      const refusals = refusalsOf(error);
      const theirs = refusals && refusalForCustomer(module, refusals);
      if (theirs) throw theirs;
      // What stands in the way is nothing that the customer sees or can mend: somebody has to look at it.
      const why = refusals?.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? String(error.cause);
      strapi.log.warn(`customer-portal: a record of ${module.uid} waits, since it could not be published: ${why}`);
      return run(party, module, row, save, how, false);
    }
  }

  return {
    /** Saves in one transaction, which `commit` runs; gives what that gives of the record's id. */
    async save<T>(party: SessionParty, module: LoadedModule, row: RecordRow | null, save: Save, how: Commit<T>): Promise<T> {
      const direct = save.submit && !module.row.approval;
      // The team is at work on the same document: publishing would carry its unfinished changes along.
      const disturbed =
        direct && row?.document ? publishing.hasTeamChanges(await publishing.versionsOf(module, row.document, row.language)) : false;
      return run(party, module, row, save, how, direct && !disturbed);
    },
  };
}
