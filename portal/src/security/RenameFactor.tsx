import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import { Form, useForm } from '../forms/Form';
import { TextField } from '../forms/Field';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { refreshSecurity } from './queries';

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
  const [name, setName] = useState(before);
  const form = useForm({
    fields: { name: { label: t('security.name'), maxLength: 60 } },
    check: () => (name.trim() ? [] : [{ field: 'name', message: 'problem.required' }]),
    send: async () => {
      await call('PATCH /security/factors/:id', { params: { id: factor.id }, body: { name: name.trim() } });
      await refreshSecurity(client);
      onDone();
    },
  });
  return (
    <Dialog title={t('security.rename-title', { name: before })} onClose={onClose}>
      <Form
        form={form}
        submitLabel={t('security.rename-submit')}
        busyLabel={t('busy')}
        more={
          <Button kind="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        }
      >
        <TextField {...form.field('name')} name="factor-name" autoComplete="off" autoFocus maxLength={60} value={name} onChange={setName} />
      </Form>
    </Dialog>
  );
}
