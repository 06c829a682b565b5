import { Status, Typography } from '@strapi/design-system';
import type { PortalStatus } from '../../../plugin/contract/editor/people';
import { useMessages } from '../messages';

const VARIANTS = {
  'not-invited': 'neutral',
  invited: 'secondary',
  active: 'success',
  disabled: 'danger',
} as const satisfies Record<PortalStatus, string>;

/** A customer's or contact's portal status: always in words, colour only helps. */
export function PortalStatusBadge({ status, size = 'S' }: { status: PortalStatus; size?: 'XS' | 'S' }) {
  const t = useMessages();
  const variant = VARIANTS[status];
  return (
    <Status variant={variant} size={size}>
      <Typography tag="span" variant={size === 'XS' ? 'pi' : 'omega'} fontWeight="bold" textColor={`${variant}700`}>
        {t(`status.${status}`)}
      </Typography>
    </Status>
  );
}
