import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { ROLES, type Role } from '../../../plugin/rights';
import { useMessages, type Translate } from '../messages';

export const isRole = (role: string): role is Role => ROLES.some((known) => known === role);

/** What a role is called; one that a project added to the list has its value for a name. */
export const roleName = (t: Translate, role: string): string => (isRole(role) ? t(`role.${role}`) : role);

interface Props {
  /** Undefined where the contact has a role that cannot be chosen here. */
  value: Role | undefined;
  disabled: boolean;
  onChange: (role: Role) => void;
}

/** What a contact is to a customer, and what that allows; the role that allows least comes first. */
export function RoleField({ value, disabled, onChange }: Props) {
  const t = useMessages();
  return (
    <Field.Root name="role" hint={value && t(`role.${value}.may`)}>
      <Field.Label>{t('role.label')}</Field.Label>
      <SingleSelect value={value} disabled={disabled} onChange={(next) => onChange(next as Role)}>
        {[...ROLES].reverse().map((role) => (
          <SingleSelectOption key={role} value={role}>
            {t(`role.${role}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
}
