import { Box, Typography } from '@strapi/design-system';
import type { ApprovalDetail, SubmissionProblem } from '../../../plugin/contract/editor/approvals';
import { Notice } from '../components/Notice';
import { useMessages, type Translate } from '../messages';

/** Problems that have words of their own; others are of a value that its field does not take any more. */
const WORDED = [
  'field-closed',
  'type-changed',
  'no-such-record',
  'no-such-file',
  'wrong-kind',
  'not-for-library',
  'not-on-server',
  'module-off',
  'required',
  'not-unique',
  'html',
  'unsafe-link',
] as const;

function words(t: Translate, { label, code }: SubmissionProblem): string {
  const what = t(`approval.problem.${WORDED.find((one) => one === code) ?? 'other'}`);
  if (code === 'module-off') return what;
  return `${label || t('approval.problem.unseen-field')}: ${what}`;
}

/** The customer has to mend it: it cannot be approved. */
export const isStuck = ({ problems }: Pick<ApprovalDetail, 'problems'>): boolean => problems.some(({ lost }) => !lost);

/** What of a waiting record does not hold any more, so that an editor knows before deciding. */
export function ProblemsNotice({ record }: { record: ApprovalDetail }) {
  const t = useMessages();
  if (record.problems.length === 0) return null;
  const stuck = isStuck(record);
  const lines = [...new Set(record.problems.filter(({ lost }) => lost !== stuck).map((problem) => words(t, problem)))];
  return (
    <Notice kind="warning" title={t(stuck ? 'approval.problems.stuck.title' : 'approval.problems.lost.title')}>
      <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc', overflowWrap: 'anywhere' }}>
        {lines.map((line) => (
          <Typography key={line} tag="li">
            {line}
          </Typography>
        ))}
      </Box>
      <Typography tag="p">{t(stuck ? 'approval.problems.stuck' : 'approval.problems.lost')}</Typography>
    </Notice>
  );
}
