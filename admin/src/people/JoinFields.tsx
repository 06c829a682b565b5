import { Checkbox, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { PortalStatus } from '../../../plugin/contract/editor/people';
import { MEMBERSHIP_ROLES, type MembershipRole } from '../../../plugin/vocabulary';
import { Small } from '../components/text';
import { useMessages } from '../messages';

interface Props {
  customer: { name: string; status: PortalStatus };
  /** Address of the person, as far as it is known. */
  email: string;
  role: MembershipRole;
  invite: boolean;
  /** Nobody invites a blocked contact. */
  blocked: boolean;
  mayInvite: boolean;
  disabled: boolean;
  onChange: (part: { role?: MembershipRole; invite?: boolean }) => void;
}

/** What somebody is to a customer, and whether they are told at once. */
export function JoinFields({ customer, email, role, invite, blocked, mayInvite, disabled, onChange }: Props) {
  const t = useMessages();
  const words = { customer: customer.name, email: email || t('add.invite.person') };
  const effect =
    customer.status === 'not-invited'
      ? 'add.invite.access'
      : customer.status === 'disabled'
        ? 'add.invite.access-again'
        : 'add.invite.mail';
  return (
    <>
      <Field.Root name="role">
        <Field.Label>{t('add.role')}</Field.Label>
        <SingleSelect value={role} disabled={disabled} onChange={(next) => onChange({ role: next as MembershipRole })}>
          {[...MEMBERSHIP_ROLES].reverse().map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`add.role.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {!blocked && mayInvite && (
        <Field.Root name="invite" hint={t(effect, words)}>
          <Checkbox checked={invite} disabled={disabled} onCheckedChange={(next) => onChange({ invite: next === true })}>
            {t('add.invite')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
      )}
      {!blocked && !mayInvite && <Small>{t('add.invite.may-not')}</Small>}
    </>
  );
}
