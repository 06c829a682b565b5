import type { DocumentType } from './documents/types';
import type { ActivityKind } from './activity-kinds';

/** What happens to an entry of a list that editors keep; `reorder` is of the whole list and names none. */
export type ListChange = 'create' | 'update' | 'reorder' | 'delete';

/** What is told of a document. */
export const DOCUMENT_CHANGES = ['issued', 'voided', 'viewed', 'forwarded', 'accepted', 'declined', 'commented'] as const;
export type DocumentChange = (typeof DOCUMENT_CHANGES)[number];

/** What is told of a payment. */
export const PAYMENT_CHANGES = ['pending', 'succeeded', 'failed', 'canceled', 'refunded', 'needs-attention'] as const;
export type PaymentChange = (typeof PAYMENT_CHANGES)[number];

/**
 * Events for a project's own code and webhooks, as `customer-portal.<name>` on Strapi's event hub, and what each
 * tells: by document id, never by a row's number, and neither secrets nor what customers typed. Described in
 * docs/integrators.md.
 */
export interface Events
  extends
    Record<`connection.${ListChange}`, { connection: string | null }>,
    Record<`custom-tab.${ListChange}`, { tab: string | null }>,
    Record<`module.${ListChange}`, { module: string | null }>,
    Record<'time-entry.approved' | 'time-entry.sent-back', { customer: string; entries: string[] }>,
    Record<'customer.invite' | 'customer.disable-access', { customer: string }>,
    Record<'contact.email-change' | 'contact.password-change', { contact: string }>,
    Record<
      'record.submitted' | 'record.approved' | 'record.rejected' | 'record.commented',
      { record: string; contentType: string; document: string | null }
    >,
    Record<`document.${DocumentChange}`, { type: DocumentType; document: string; customer: string | null }>,
    Record<`payment.${PaymentChange}`, { payment: string; customer: string | null; amount: number; currency: string }> {
  /** A row of the activity log; `at` is an ISO instant. */
  activity: { kind: ActivityKind; at: string; email: string; detail: string; editor: string };
  'contact.sign-in': { contact: string; method: string };
  /** `joined`: the customer was there before. */
  'contact.sign-up': { contact: string; customer: string; joined: boolean };
  'settings.update': { section: string; revision: number };
}

/** Those that webhooks of Strapi's may subscribe to. */
export const WEBHOOK_EVENTS = [
  'activity',
  'time-entry.approved',
  'time-entry.sent-back',
  'record.submitted',
  'record.approved',
  'record.rejected',
  'record.commented',
  ...DOCUMENT_CHANGES.map((change) => `document.${change}` as const),
  ...PAYMENT_CHANGES.map((change) => `payment.${change}` as const),
] as const satisfies readonly (keyof Events)[];
