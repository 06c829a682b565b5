import type { PaymentState } from '../../../plugin/rules/payments/states';
import { useText } from '../language/useText';
import badge from '../modules/modules.module.css';

const COLOURS: Partial<Record<PaymentState, string | undefined>> = {
  'requires-action': badge['badge-rejected'],
  unknown: badge['badge-rejected'],
  failed: badge['badge-rejected'],
  created: badge['badge-submitted'],
  pending: badge['badge-submitted'],
  succeeded: badge['badge-approved'],
};

/** Where a payment stands, in words; the colour only helps to find it. */
export function PaymentBadge({ state }: { state: PaymentState }) {
  const { t } = useText();
  return <span className={[badge.badge, COLOURS[state]].filter(Boolean).join(' ')}>{t(`payment.state.${state}`)}</span>;
}
