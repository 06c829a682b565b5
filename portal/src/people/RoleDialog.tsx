import { useState } from 'react';
import type { Colleague } from '../../../plugin/contract/customer/colleagues';
import type { Role } from '../../../plugin/rights';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { RoleChoice } from './RoleChoice';

export interface RoleDialogProps {
  colleague: Colleague;
  roles: readonly Role[];
  save: (role: Role) => Promise<void>;
  onClose: () => void;
}

/** Chooses another role for a colleague. */
export function RoleDialog({ colleague, roles, save, onClose }: RoleDialogProps) {
  const { t } = useText();
  const [role, setRole] = useState<Role>(roles.find((one) => one === colleague.role) ?? 'member');
  const { doing, error, start } = useAction();
  return (
    <Dialog title={t('people.role-of', { name: colleague.name })} onClose={onClose}>
      {error && <Refused error={error} />}
      <RoleChoice roles={roles} value={role} onChange={setRole} />
      <div className={formCss.actions}>
        <Button kind="primary" aria-disabled={doing && true} onClick={() => void start('it', () => save(role).then(onClose))}>
          {doing ? t('busy') : t('people.role-save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
