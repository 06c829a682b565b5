import { useForm, useNotification } from '@strapi/admin/strapi-admin';
import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { DecideButtons } from './DecideButtons';
import type { Decision } from './DecideDialog';
import { Facts } from './Facts';
import { approvalPath } from './paths';
import { ProblemsNotice } from './problems';
import { RefusalNotice } from './RefusalNotice';
import { useDecide } from './use-decide';

interface Props {
  record: ApprovalDetail;
  setRecord: (record: ApprovalDetail) => void;
  reload: () => Promise<unknown>;
}

/** Whose document this is, what waits for a decision, and the decision itself. */
export default function PanelContent({ record, setRecord, reload }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { running, refusal, clear, decide } = useDecide(record, setRecord, reload);
  // Approving loads the document again, and what is typed here and not saved would be lost.
  const modified = useForm('ApprovalPanel', (form) => form.modified);
  const waits = record.state === 'submitted';
  const comments = record.history.filter(({ kind }) => kind === 'comment').length;
  const changes = record.fields.filter(({ changed }) => changed).length;

  async function run(decision: Decision, note: string): Promise<boolean> {
    const taken = await decide(decision, note);
    if (taken)
      toggleNotification({ type: 'success', message: t(`decide.${decision}.done`, { title: record.title || t('approval.untitled') }) });
    return taken;
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Facts record={record} withDocument={false} />
      {refusal && <RefusalNotice refusal={refusal} onClose={clear} />}
      <ProblemsNotice record={record} />
      <Flex direction="column" alignItems="stretch" gap={1}>
        {waits && <Typography>{t('approval.panel.changes', { count: changes })}</Typography>}
        {waits && record.teamChanges && <Typography fontWeight="bold">{t('approval.team-changes.short')}</Typography>}
        <Link tag={RouterLink} to={approvalPath(record.id)}>
          {t(waits ? 'approval.panel.compare' : 'approval.panel.open')}
        </Link>
        <Small>{t('approval.panel.comments', { count: comments })}</Small>
      </Flex>
      <DecideButtons record={record} running={running} blocked={modified ? t('approval.panel.unsaved') : undefined} onDecide={run} />
    </Flex>
  );
}
