import { Typography } from '@strapi/design-system';
import { Notice } from '../components/Notice';
import { useMessages } from '../messages';

interface Props {
  title: string;
  what: string;
  advice?: string;
  /** What the provider or the check said, in English. */
  detail?: string | null;
}

/** Why a test failed: what happened, what to do, and what to tell whoever runs the provider. */
export function Problem({ title, what, advice, detail }: Props) {
  const t = useMessages();
  return (
    <Notice kind="danger" title={title}>
      <Typography tag="p">{what}</Typography>
      {advice !== undefined && <Typography tag="p">{advice}</Typography>}
      {typeof detail === 'string' && (
        <Typography tag="p" variant="pi" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
          {t('test.detail', { detail })}
        </Typography>
      )}
    </Notice>
  );
}
