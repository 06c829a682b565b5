import type { DocumentType } from './documents/types';
import type { ActivityKind } from './vocabulary';

/** What happens to an entry of a list that editors keep; `reorder` is of the whole list and names none. */
export type ListChange = 'create' | 'update' | 'reorder' | 'delete';

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
    Record<'customer.invite' | 'customer.disable-access', { customer: string }>,
    Record<'contact.email-change' | 'contact.password-change', { contact: string }>,
    Record<
      'record.submitted' | 'record.approved' | 'record.rejected' | 'record.commented',
      { record: string; contentType: string; document: string | null }
    >,
    Record<'document.issued' | 'document.voided', { type: DocumentType; document: string; customer: string | null }> {
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
  'record.submitted',
  'record.approved',
  'record.rejected',
  'record.commented',
  'document.issued',
  'document.voided',
] as const satisfies readonly (keyof Events)[];
