import type { Language } from '../../../plugin/vocabulary';
import type { Row } from '../platform/strapi';

/** What people screens read of a contact. */
export interface ContactRow extends Row {
  email: string;
  epoch: number;
  firstName: string | null;
  lastName: string | null;
  phone?: string | null;
  language: Language | null;
  blocked: boolean;
  lastSignInAt: string | Date | null;
  invitedAt: string | Date | null;
}

/** What people screens read of a customer. */
export interface CustomerRow extends Row {
  name: string;
  portalAccess: boolean;
  linkSentAt: string | Date | null;
  linkSentName: string | null;
}
