import { useRBAC } from '@strapi/admin/strapi-admin';
import { Box } from '@strapi/design-system';
import { useState } from 'react';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { useTellFailure } from '../components/use-failure';
import { NEEDS } from '../permissions';
import { MailFate } from './MailFate';

interface Props {
  customer: string;
  /** Whether portal access is on: else nothing is mailed again. */
  open: boolean;
  contact: CustomerPortalAccess['contacts'][number];
  onChanged: (access?: CustomerPortalAccess) => void;
}

/** What became of the mail to a contact of a customer; one that did not leave is sent again. */
export function ContactMail({ customer, open, contact, onChanged }: Props) {
  const tellFailure = useTellFailure();
  const { allowedActions: people } = useRBAC(NEEDS.people);
  const { allowedActions: contacts } = useRBAC(NEEDS.contacts);
  const [busy, setBusy] = useState(false);
  const { id, mail, status } = contact;
  if (!mail) return null;
  const isLink = mail.about === 'editor-sign-in-link';
  const may = open && status !== 'disabled' && (isLink ? contacts.canSignInLink : people.canInvite) === true;

  async function retry(): Promise<void> {
    setBusy(true);
    try {
      if (isLink) {
        await call('POST /contacts/:id/sign-in-link', { params: { id } });
        onChanged();
      } else onChanged(await call('POST /customers/:id/contacts/:contact/mail', { params: { id: customer, contact: id } }));
    } catch (error) {
      tellFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Box paddingTop={1}>
      <MailFate fate={mail} onRetry={may ? () => void retry() : undefined} busy={busy} />
    </Box>
  );
}
