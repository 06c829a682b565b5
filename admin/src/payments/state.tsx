import { Status, Typography } from '@strapi/design-system';
import type { RefundState } from '../../../plugin/payments/kinds';
import type { PaymentState } from '../../../plugin/rules/payments/states';
import { useMessages } from '../messages';

const VARIANTS = {
  created: 'neutral',
  'requires-action': 'secondary',
  pending: 'secondary',
  unknown: 'warning',
  succeeded: 'success',
  failed: 'danger',
  canceled: 'neutral',
} as const satisfies Record<PaymentState | RefundState, string>;

interface Props {
  state: PaymentState | RefundState;
}

/** Where a payment or a refund stands: always in words, colour only helps. */
export function PaymentStateBadge({ state }: Props) {
  const t = useMessages();
  const variant = VARIANTS[state];
  return (
    <Status variant={variant} size="S" width="fit-content">
      <Typography tag="span" fontWeight="bold" textColor={`${variant}700`}>
        {t(`payments.state.${state}`)}
      </Typography>
    </Status>
  );
}
