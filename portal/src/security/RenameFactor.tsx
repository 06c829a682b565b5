import { useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import type { Bounds } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { refreshSecurity } from './queries';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['name', { maxLength: 60 }]]);

interface RenameFactorProps {
  factor: SecurityInfo['factors'][number];
  /** What it is called now. */
  name: string;
  onDone: () => void;
  onClose: () => void;
}

/** Another name for an authenticator or a passkey, by which its owner tells them apart. */
export function RenameFactor({ factor, name: before, onDone, onClose }: RenameFactorProps) {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const [name, setName] = useState(before);
  const form = useForm({
    fields: FIELDS,
    check: () => (name.trim() ? [] : [{ field: 'name', message: 'problem.required' }]),
    send: async () => {
      await call('PATCH /security/factors/:id', { params: { id: factor.id }, body: { name: name.trim() } });
      await refreshSecurity(client);
      onDone();
    },
  });
  return (
    <Dialog title={t('security.rename-title', { name: before })} onClose={onClose}>
      <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormProblems
          ref={form.summary}
          problems={form.problems}
          failure={form.failure}
          describe={() => ({ id, label: t('security.name') })}
        />
        <Field id={id} label={t('security.name')} problem={form.problemAt('name')}>
          {(control) => (
            <input
              {...control}
              className={formCss.control}
              type="text"
              name="factor-name"
              autoComplete="off"
              autoFocus
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className={formCss.actions}>
          <Submit label={t('security.rename-submit')} busyLabel={t('busy')} busy={form.busy} />
          <Button kind="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
