import { useState } from 'react';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { failureText } from '../components/use-failure';
import { useMessages, type Translate } from '../messages';
import type { Decision } from './DecideDialog';
import { refusalWords } from './refusal-words';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { refreshWaiting } from './waiting';

/** Why a decision was not taken. */
export interface Refusal {
  /** The record is another one now, and is loaded again. */
  moved: boolean;
  title: string;
  /** What to know or to mend, a line each. */
  lines: string[];
}

/** What the content type does not take, field by field. */
function linesOf(t: Translate, failure: ApiFailure, { fields }: ApprovalDetail): string[] {
  return failure.fieldErrors.map(({ path, message }) => {
    const names = path.filter((part) => part !== 'values' && part !== 'body').map(String);
    const [first = '', ...rest] = names;
    const label = fields.find(({ field }) => field.name === first)?.field.label ?? first;
    const place = [label, ...rest].filter(Boolean).join(' – ');
    return `${place}: ${refusalWords(t, names.at(-1) ?? '', message)}`;
  });
}

function refusalOf(t: Translate, failure: ApiFailure, record: ApprovalDetail): Refusal {
  if (failure.code === 'conflict') return { moved: true, title: t('decide.moved.title'), lines: [t('decide.moved')] };
  if (failure.code === 'team-changes') return { moved: true, title: t('decide.moved.title'), lines: [t('decide.team-changes')] };
  if (failure.code === 'submission-outdated') return { moved: true, title: t('decide.moved.title'), lines: [t('decide.outdated')] };
  if (failure.code === 'not-found') return { moved: true, title: t('decide.gone.title'), lines: [t('decide.gone')] };
  if (failure.code === 'not-allowed') return { moved: false, title: t('decide.refused.title'), lines: [t('approval.may-not')] };
  if (failure.code === 'publishing-refused') {
    return { moved: false, title: t('decide.invalid.title'), lines: [t('decide.publishing-refused', { message: failure.message })] };
  }
  if (failure.code === 'publishing-failed')
    return { moved: false, title: t('decide.invalid.title'), lines: [t('decide.publishing-failed')] };
  const lines = linesOf(t, failure, record);
  if (lines.length > 0) return { moved: false, title: t('decide.invalid.title'), lines: [...lines, t('decide.invalid')] };
  return { moved: false, title: t('decide.refused.title'), lines: [failureText(t, failure)] };
}

interface Decide {
  /** The decision that is under way. */
  running: Decision | undefined;
  refusal: Refusal | undefined;
  clear: () => void;
  /** Resolves to whether it was taken; what stood in its way is in `refusal`. */
  decide: (decision: Decision, note: string) => Promise<boolean>;
}

/** Approves or rejects a record exactly as the editor saw it. */
export function useDecide(record: ApprovalDetail, onDecided: (after: ApprovalDetail) => void, reload: () => Promise<unknown>): Decide {
  const t = useMessages();
  const refreshDocuments = useRefreshDocuments();
  const [running, setRunning] = useState<Decision>();
  const [refusal, setRefusal] = useState<Refusal>();

  async function decide(decision: Decision, note: string): Promise<boolean> {
    setRunning(decision);
    setRefusal(undefined);
    const { id, revision } = record;
    try {
      const after =
        decision === 'approve'
          ? await call('POST /approvals/:id/approve', {
              params: { id },
              body: {
                revision,
                teamChanges: record.teamChanges,
                ...(record.leavesOut !== null && { leaveOut: record.leavesOut }),
                ...(note !== '' && { note }),
              },
            })
          : await call('POST /approvals/:id/reject', { params: { id }, body: { revision, note } });
      onDecided(after);
      if (decision === 'approve') refreshDocuments(after.contentType, after.document);
      return true;
    } catch (error) {
      const refused = refusalOf(t, failureOf(error), record);
      setRefusal(refused);
      if (refused.moved) await reload();
      return false;
    } finally {
      setRunning(undefined);
      void refreshWaiting();
    }
  }

  return { running, refusal, clear: () => setRefusal(undefined), decide };
}
