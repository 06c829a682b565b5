import { Badge, Flex, Typography } from '@strapi/design-system';
import type { FoundContact } from '../../../plugin/contract/editor/memberships';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { actsForOthers, useActsFor } from './acts-for';
import { useMailFate } from './mail-fate';

const wrap = { overflowWrap: 'anywhere', whiteSpace: 'normal', textAlign: 'start' } as const;

/** Who a contact is: everything that tells two people of one name apart. */
export function ContactCard({ contact, customer }: { contact: FoundContact; customer: string }) {
  const t = useMessages();
  const instant = useInstant();
  const actsFor = useActsFor();
  const mailFate = useMailFate();
  const { name, email, jobTitle, member, blocked, lastSignInAt, mail } = contact;
  const about = [
    actsForOthers(contact) ? t('add.acts-for', { customers: actsFor(contact) }) : !member && t('add.acts-for.nobody'),
    lastSignInAt === null ? t('panel.never-signed-in') : t('panel.signed-in', { when: instant(lastSignInAt) }),
    mail !== null && mailFate(mail),
  ].filter((text) => text !== false);
  return (
    <Flex tag="span" direction="column" alignItems="flex-start" gap={1} minWidth={0}>
      <Flex tag="span" gap={2} wrap="wrap">
        <Typography tag="span" fontWeight="semiBold" textColor="neutral800" style={wrap}>
          {name || email}
        </Typography>
        {member && <Badge size="S">{t('add.member', { customer })}</Badge>}
        {blocked && (
          <Badge size="S" backgroundColor="danger100" textColor="danger700">
            {t('add.blocked')}
          </Badge>
        )}
      </Flex>
      {name !== '' && (
        <Typography tag="span" textColor="neutral800" style={wrap}>
          {[email, jobTitle].filter(Boolean).join(' · ')}
        </Typography>
      )}
      {about.map((text) => (
        <Typography key={text} tag="span" variant="pi" textColor="neutral600" style={wrap}>
          {text}
        </Typography>
      ))}
    </Flex>
  );
}
