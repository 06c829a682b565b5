import { Typography } from '@strapi/design-system';
import { Notice } from '../components/Notice';
import type { Refusal } from './use-decide';

/** Why a decision was not taken, and what to do now. */
export function RefusalNotice({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  return (
    <Notice kind={refusal.moved ? 'warning' : 'danger'} title={refusal.title} onClose={onClose}>
      {refusal.lines.map((line) => (
        <Typography key={line} tag="p" style={{ overflowWrap: 'anywhere' }}>
          {line}
        </Typography>
      ))}
    </Notice>
  );
}
