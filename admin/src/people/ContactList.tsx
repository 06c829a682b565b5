import { Badge, Box, Button, Flex, Typography, useId } from '@strapi/design-system';
import { useState } from 'react';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { ContactMail } from './ContactMail';
import { ContactMenu } from './ContactMenu';
import { roleName } from './roles';
import { PortalStatusBadge } from './status';

/** Contacts that the panel shows at first: it stands beside a form. */
const FIRST = 20;

interface Props {
  customer: string;
  /** Whether portal access is on. */
  open: boolean;
  contacts: CustomerPortalAccess['contacts'];
  /** How many more there are, which the role does not read. */
  more: number;
  /** Contacts are others: those, where the answer told, or to be loaded again. */
  onChanged: (access?: CustomerPortalAccess) => void;
}

/** The people who can sign in for a customer. */
export function ContactList({ customer, open, contacts, more, onChanged }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const heading = useId();
  const [all, setAll] = useState(false);
  if (contacts.length === 0) {
    return <Small>{more > 0 ? t('panel.contacts.more', { count: more }) : t('panel.no-contacts')}</Small>;
  }
  const shown = all ? contacts : contacts.slice(0, FIRST);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" id={heading}>
        {t('panel.contacts', { count: contacts.length })}
      </Typography>
      <Flex tag="ul" aria-labelledby={heading} direction="column" alignItems="stretch" gap={3}>
        {shown.map((contact) => (
          <Box tag="li" key={contact.id}>
            <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
              <Typography tag="p" fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
                {contact.name || contact.email || t('panel.contact.unread')}
              </Typography>
              <ContactMenu customer={customer} contact={contact} onChanged={onChanged} />
            </Flex>
            {contact.name !== '' && contact.email !== '' && <Small>{contact.email}</Small>}
            <Flex gap={2} wrap="wrap" paddingTop={1}>
              <PortalStatusBadge status={contact.status} size="XS" />
              {contact.role !== 'member' && <Badge size="S">{roleName(t, contact.role)}</Badge>}
              <Small>
                {contact.lastSignInAt === null ? t('panel.never-signed-in') : t('panel.signed-in', { when: instant(contact.lastSignInAt) })}
              </Small>
              {contact.factors > 0 && <Small>{t('panel.factors', { count: contact.factors })}</Small>}
            </Flex>
            <ContactMail customer={customer} open={open} contact={contact} onChanged={onChanged} />
          </Box>
        ))}
      </Flex>
      {shown.length < contacts.length && (
        <Button variant="ghost" onClick={() => setAll(true)}>
          {t('panel.contacts.all', { count: contacts.length })}
        </Button>
      )}
      {more > 0 && <Small>{t('panel.contacts.more', { count: more })}</Small>}
    </Flex>
  );
}
