import { useState } from 'react';
import type { ApprovalRow } from '../../../plugin/contract/editor/approvals';
import { call, type ResponseFor } from '../api/client';
import { failureOf } from '../api/failure';
import type { Decision } from './DecideDialog';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { readWaiting, refreshWaiting } from './waiting';

/** Records of one request: small enough that the progress moves, and that a lost answer leaves little open. */
const AT_ONCE = 5;

type Outcome = ResponseFor<'POST /approvals/decisions'>[number];

export interface BulkResult {
  decision: Decision;
  done: number;
  /** What was not decided, and why not. */
  failed: { row: ApprovalRow; code: string }[];
}

export interface BulkRun {
  decision: Decision;
  decided: number;
  total: number;
}

/** Decides on several records, a few at a time, and tells of each how it went. */
export function useBulk(onOver: () => Promise<unknown>) {
  const refreshDocuments = useRefreshDocuments();
  const [run, setRun] = useState<BulkRun>();
  const [result, setResult] = useState<BulkResult>();

  async function decide(decision: Decision, rows: ApprovalRow[], note: string): Promise<void> {
    const outcomes: Outcome[] = [];
    setResult(undefined);
    setRun({ decision, decided: 0, total: rows.length });
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const records = rows.slice(from, from + AT_ONCE).map(({ id, revision }) => ({ id, revision }));
      try {
        outcomes.push(...(await call('POST /approvals/decisions', { body: { decision, note, records } })));
      } catch (error) {
        const { code, message } = failureOf(error);
        outcomes.push(...records.map(({ id }) => ({ id, error: { code, message } })));
        // What fails as a whole fails for the rest too: it is left as it is.
        const rest = rows.slice(from + AT_ONCE);
        outcomes.push(...rest.map(({ id }) => ({ id, error: { code: 'not-tried', message: '' } })));
        break;
      }
      setRun({ decision, decided: outcomes.length, total: rows.length });
    }
    const failed = outcomes.flatMap(({ id, error }) => {
      const row = rows.find((one) => one.id === id);
      return error && row ? [{ row, code: error.code }] : [];
    });
    setResult({ decision, done: outcomes.length - failed.length, failed });
    // Their lists at least; a document that is opened again later is loaded again then.
    if (decision === 'approve') readWaiting()?.modules.forEach(({ contentType }) => refreshDocuments(contentType, null));
    setRun(undefined);
    void refreshWaiting();
    await onOver();
  }

  return { run, result, clear: () => setResult(undefined), decide };
}
