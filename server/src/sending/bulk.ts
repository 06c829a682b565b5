import { isDeepStrictEqual } from 'node:util';
import type { BulkSending, SendOutcome } from '../../../plugin/contract/editor/document-sending';
import type { DocumentType } from '../../../plugin/documents/types';
import { activityOf, type Client } from '../activity';
import { changeableDocuments, DOCUMENT_UIDS, documentRows } from '../documents';
import type { Editor } from '../kernel/binder';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import type { JobKind, JobRow } from '../platform/jobs';
import { inTransaction, type Strapi } from '../platform/strapi';
import { sendingOf } from './service';

const SEND_DOCUMENTS = 'send-documents';

interface Payload {
  type: DocumentType;
  issue: boolean;
  by: { editor: string; client: Client };
}

/** What became of a document, its number, and the name of its customer. */
type Done = [SendOutcome, number: string, customer: string];

/** What a job has come to: of the documents that it has done, in their order. */
interface Result {
  type: DocumentType;
  issue: boolean;
  documents: string[];
  done: Done[];
}

const resultOf = (job: JobRow): Result => ({ type: 'invoice', issue: false, documents: [], done: [], ...job.result });

function describe(job: JobRow): BulkSending {
  const { documents, done } = resultOf(job);
  const outcomes = done.map(([outcome, number, customer], index) => ({ id: documents[index] ?? '', outcome, number, customer }));
  return { id: job.documentId, state: job.state, total: documents.length, outcomes };
}

/** Why a document is not sent; undefined for what is no reason but a failure. */
function reasonOf(error: unknown): SendOutcome | undefined {
  if (!(error instanceof PortalError)) return undefined;
  if (error.code === 'email-missing') return 'no-address';
  const missing = error.fieldErrors?.map(({ path }) => path.at(-1)) ?? [];
  if (missing.includes('customer')) return 'no-customer';
  if (missing.includes('lines')) return 'no-lines';
  return missing.includes('number') ? 'wrong-number' : undefined;
}

/** How often a document is looked at again that somebody else issued or took back just now. */
const LOOKS = 3;

/** Sends a document by the state that it has now; `alsoDo` is done in the transaction that does. */
async function sendOne(
  strapi: Strapi,
  documentId: string,
  { type, issue, by }: Payload,
  alsoDo: (done: Done) => Promise<void>,
): Promise<Done> {
  for (let look = 1; ; look += 1) {
    const populate = { customer: { select: ['name'] } };
    const row = await documentRows(strapi, type).findOne({ where: { documentId }, select: ['state', 'number'], populate });
    if (!row) return ['gone', '', ''];
    const left = (outcome: SendOutcome): Done => [outcome, row.number ?? '', row.customer?.name ?? ''];
    if (row.state === 'void') return left('void');
    const isDraft = row.state === 'draft';
    if (isDraft && !issue) return left('draft');
    const sent = (number: string): Done => [isDraft ? 'issued' : 'sent', number, row.customer?.name ?? ''];
    try {
      const { number } = await sendingOf(strapi).send(type, documentId, isDraft, { editor: by.editor }, (given) => alsoDo(sent(given)));
      return sent(number);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason) return left(reason);
      if (!(error instanceof PortalError && error.code === 'conflict') || look === LOOKS) throw error;
    }
  }
}

/** Notes each document in the transaction that queues its mails, so that whoever goes on after a stop sends none twice. */
export const bulkSendingJob: JobKind = {
  kind: SEND_DOCUMENTS,
  queue: 'bulk',
  run: (strapi) => async (payload, job, progress) => {
    const asked = payload as Payload;
    const result = resultOf(job);
    const save = (one: Done): Promise<void> => progress.save({ result: { ...result, done: [...result.done, one] } });
    for (const documentId of result.documents.slice(result.done.length)) {
      await progress.pause();
      let noted = false;
      const one = await sendOne(strapi, documentId, asked, async (done) => {
        const [outcome, number] = done;
        for (const kind of outcome === 'issued' ? (['document-issued', 'document-sent'] as const) : (['document-sent'] as const))
          await activityOf(strapi).record({ kind, email: '', ...asked.by, detail: number });
        await save(done);
        noted = true;
      });
      if (!noted) await save(one);
      result.done.push(one);
    }
  },
};

interface Call {
  editor: Editor;
  http: Client;
}

/** Many documents on their way, begun by an editor. */
export function createBulkSending(strapi: Strapi) {
  const { jobs } = platformOf(strapi);
  const ownerOf = ({ id }: Editor): string => `editor:${id}`;

  async function load(editor: Editor, id: string): Promise<JobRow> {
    const job = await jobs.find(id, [SEND_DOCUMENTS]);
    if (!job || job.owner !== ownerOf(editor)) throw new PortalError('not-found');
    return job;
  }

  return {
    /** Begins it; a second click on the same finds the job that the first one began. */
    async start(
      { editor, http }: Call,
      { type, documents, issue }: { type: DocumentType; documents: string[]; issue: boolean },
    ): Promise<BulkSending> {
      const chosen = [...new Set(documents)];
      await changeableDocuments(strapi, editor, type, chosen);
      const by = { editor: editor.email, client: { ip: http.ip, userAgent: http.userAgent } };
      const payload: Payload = { type, issue, by };
      const result: Result = { type, issue, documents: chosen, done: [] };
      const owner = ownerOf(editor);
      const job = await inTransaction(strapi, async () => {
        // Whoever asks for the same at the same time waits here, and sees what was begun.
        await hold(strapi, DOCUMENT_UIDS[type], { document_id: chosen });
        const live = await jobs.findMany({ where: { kind: SEND_DOCUMENTS, owner, state: { $in: ['waiting', 'running'] } } });
        const same = live.find((one) => isDeepStrictEqual({ ...resultOf(one), done: [] }, result));
        return same ?? jobs.add(SEND_DOCUMENTS, payload, { owner, result });
      });
      return describe(job);
    },

    find: async (editor: Editor, id: string): Promise<BulkSending> => describe(await load(editor, id)),

    /** One that has ended stays as it is. */
    async cancel(editor: Editor, id: string): Promise<BulkSending> {
      await load(editor, id);
      await jobs.cancel(id);
      return describe(await load(editor, id));
    },
  };
}
