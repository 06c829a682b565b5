import { useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { useState } from 'react';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { Muted } from '../components/text';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { DecideDialog, type Decision } from './DecideDialog';
import { isStuck } from './problems';

interface Props {
  record: ApprovalDetail;
  running: Decision | undefined;
  /** Why it cannot be approved at the moment. */
  blocked?: string;
  onDecide: (decision: Decision, note: string) => Promise<boolean>;
}

/** Approve and reject where this editor may; else why not. Nothing for a record that does not wait. */
export function DecideButtons({ record, running, blocked: blockedHere, onDecide }: Props) {
  const t = useMessages();
  const blocked = isStuck(record) ? t('approval.problems.stuck.short') : blockedHere;
  const warnings = [
    record.teamChanges && t('approval.team-changes.short'),
    record.leavesOut !== null && t('approval.problems.lost.short'),
  ].filter(Boolean);
  const { allowedActions, isLoading } = useRBAC(NEEDS.approvals);
  const [asking, setAsking] = useState<Decision>();
  if (record.state !== 'submitted' || isLoading) return null;
  if (allowedActions.canDecide !== true) return <Reason>{t('approval.may-not.decide')}</Reason>;
  if (!record.mayDecide) return <Reason>{t('approval.may-not')}</Reason>;

  async function confirm(note: string): Promise<void> {
    if (asking === undefined) return;
    await onDecide(asking, note);
    // What stood in the way is told on the page.
    setAsking(undefined);
  }

  return (
    <>
      <Flex direction="column" alignItems="stretch" gap={2} width="100%">
        <Button
          fullWidth
          variant="success"
          startIcon={<Check />}
          disabled={running !== undefined || blocked !== undefined}
          onClick={() => setAsking('approve')}
        >
          {t('decide.approve')}
        </Button>
        <Button fullWidth variant="danger-light" startIcon={<Cross />} disabled={running !== undefined} onClick={() => setAsking('reject')}>
          {t('decide.reject')}
        </Button>
        {blocked !== undefined && <Reason>{blocked}</Reason>}
      </Flex>
      {asking && (
        <DecideDialog
          decision={asking}
          count={1}
          title={record.title || t('approval.untitled')}
          warning={asking === 'approve' && warnings.length > 0 ? warnings.join(' ') : undefined}
          busy={running !== undefined}
          onConfirm={(note) => void confirm(note)}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

function Reason({ children }: { children: string }) {
  return <Muted>{children}</Muted>;
}
