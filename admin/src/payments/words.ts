import type { ShownMethod } from '../../../plugin/contract/customer/payments';
import type { Translate } from '../messages';

/** What was paid with: "Card, Visa …4242, until 04/2030". */
export function methodWords(t: Translate, method: ShownMethod | null): string {
  if (!method) return t('payments.method.unknown');
  const { kind, brand, last4, expires } = method;
  return [
    t(`payments.method.${kind}`),
    [brand, last4 && `…${last4}`].filter(Boolean).join(' '),
    expires && t('payments.method.until', { until: `${String(expires.month).padStart(2, '0')}/${expires.year}` }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Kinds of events that have words; the others are a project's or a later version's. */
const EVENTS = [
  'begun',
  'verdict',
  'webhook',
  'refund',
  'recorded',
  'confirmed',
  'attention',
  'looked-at',
  'proof-added',
  'proof-removed',
] as const;

export function eventWords(t: Translate, kind: string): string {
  const known = EVENTS.find((one) => one === kind);
  return known ? t(`payments.event.${known}`) : kind;
}
