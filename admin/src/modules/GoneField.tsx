import { Box, Button, Typography } from '@strapi/design-system';
import type { FieldLevel } from '../../../plugin/vocabulary';
import { Notice } from '../components/Notice';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { levelKey } from './values';

/** A field that the content type lost: its settings leave with the next save, or wait for it to come back. */
export function GoneField({ name, level }: { name: string; level: FieldLevel }) {
  const t = useMessages();
  const { value, set, disabled } = useSetting<FieldLevel | null>(levelKey(name));
  const removed = value === null;
  return (
    <Notice kind={removed ? 'info' : 'warning'} title={t(removed ? 'modules.gone.removed.title' : 'modules.gone.title', { field: name })}>
      <Typography tag="p">{t(removed ? 'modules.gone.removed' : 'modules.problem.field-gone')}</Typography>
      {!disabled && (
        <Box paddingTop={2}>
          <Button variant="tertiary" size="S" onClick={() => set(removed ? level : null)}>
            {t(removed ? 'modules.gone.keep' : 'modules.gone.remove')}
          </Button>
        </Box>
      )}
    </Notice>
  );
}
