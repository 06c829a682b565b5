import { useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button } from '@strapi/design-system';
import { Mail } from '@strapi/icons';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { MailFate } from './MailFate';

interface Props {
  customer: string;
  /** Whether portal access is on: else one contact alone is mailed nothing. */
  open: boolean;
  contact: CustomerPortalAccess['contacts'][number];
  onChanged: (access?: CustomerPortalAccess) => void;
}

/** What became of the mail to a contact of a customer; one that did not leave is sent again, and who was forgotten is invited. */
export function ContactMail({ customer, open, contact, onChanged }: Props) {
  const t = useMessages();
  const { allowedActions: people } = useRBAC(NEEDS.people);
  const { allowedActions: contacts } = useRBAC(NEEDS.contacts);
  const { busy, run } = useTask();
  const { id, name, email, mail, status } = contact;
  const isLink = mail?.about === 'editor-sign-in-link';
  const may = open && status !== 'disabled' && (isLink ? contacts.canSignInLink : people.canInvite) === true;

  async function send(): Promise<void> {
    const sent = await run(async () => {
      if (!isLink) return onChanged(await call('POST /customers/:id/contacts/:contact/mail', { params: { id: customer, contact: id } }));
      await call('POST /contacts/:id/sign-in-link', { params: { id } });
      onChanged();
    });
    if (!sent) onChanged();
  }

  if (!mail && !(may && status === 'not-invited')) return null;
  return (
    <Box paddingTop={1}>
      {mail ? (
        <MailFate fate={mail} name={name || email} onRetry={may ? () => void send() : undefined} busy={busy} />
      ) : (
        <Button
          variant="secondary"
          size="S"
          startIcon={<Mail />}
          loading={busy}
          aria-label={t('panel.invite.one', { name: name || email })}
          onClick={() => void send()}
        >
          {t('panel.invite')}
        </Button>
      )}
    </Box>
  );
}
