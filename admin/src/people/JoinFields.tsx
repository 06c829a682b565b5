import { Checkbox, Field } from '@strapi/design-system';
import type { PortalStatus } from '../../../plugin/contract/editor/people';
import type { Role } from '../../../plugin/rights';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { RoleField } from './roles';

interface Props {
  customer: { name: string; status: PortalStatus };
  /** Address of the person, as far as it is known. */
  email: string;
  role: Role;
  invite: boolean;
  /** Nobody invites a blocked contact. */
  blocked: boolean;
  mayInvite: boolean;
  disabled: boolean;
  onChange: (part: { role?: Role; invite?: boolean }) => void;
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
      <RoleField value={role} disabled={disabled} onChange={(next) => onChange({ role: next })} />
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
