import { useId } from 'react';
import type { Role } from '../../../plugin/rights';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import css from './people.module.css';

interface RoleChoiceProps {
  roles: readonly Role[];
  value: Role;
  onChange: (role: Role) => void;
}

/** What somebody may do for the customer, each role with what it means. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const { t } = useText();
  const id = useId();
  return (
    <fieldset className={[formCss.field, formCss.group].join(' ')}>
      <legend className={formCss.legend}>{t('people.role')}</legend>
      <div className={css.roles}>
        {roles.map((role) => (
          <label key={role} className={css.role}>
            <input
              type="radio"
              name={id}
              value={role}
              checked={role === value}
              aria-describedby={`${id}-${role}`}
              onChange={() => onChange(role)}
            />
            <span>
              {t(`role.${role}`)}
              <span className="small" id={`${id}-${role}`}>
                {t(`role.${role}.may`)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
