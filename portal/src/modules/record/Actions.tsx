import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import { hasCode } from '../../api/api-error';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { call } from '../../session/call';
import { useSession } from '../../session/session';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/LazyConfirm';
import type { RecordArrival } from '../arrival';
import { recordAutosave } from '../record-autosave';
import { LinkButton } from '../../ui/LinkButton';
import { forgetLists, recordQuery, takeRecord } from '../queries';

interface ActionsProps {
  module: ModuleDetail;
  record: RecordDetail;
  onDone: (text: RecordArrival['done']) => void;
  onDeleted: () => void;
}

/** What may be done with a record now, as the server says. */
export function Actions({ module, record, onDone, onDeleted }: ActionsProps) {
  const { t } = useText();
  const client = useQueryClient();
  const { contact, customer } = useSession();
  const [asking, setAsking] = useState<'withdraw' | 'delete'>();
  const { may, live } = record;
  const params = { module: module.id, record: record.id };
  const query = recordQuery(module.id, record.id);
  if (!may.edit && !may.withdraw && !may.delete) return null;

  /** Shows what is true by now, where the action came too late. */
  const refreshing = async <T,>(action: Promise<T>): Promise<T> => {
    try {
      return await action;
    } catch (error) {
      if (hasCode(error, 'conflict') || hasCode(error, 'not-allowed')) void client.invalidateQueries({ queryKey: query.queryKey });
      throw error;
    }
  };
  const withdraw = async () => {
    const body = { revision: record.revision };
    takeRecord(client, module.id, await refreshing(call('POST /modules/:module/records/:record/withdraw', { params, body })));
    onDone('record.withdrawn');
  };
  const remove = async () => {
    await refreshing(call('DELETE /modules/:module/records/:record', { params }));
    recordAutosave({ contact: contact.id, customer: customer.id, ...params }).drop();
    forgetLists(client, module.id);
    if (live) {
      await client.invalidateQueries({ queryKey: query.queryKey });
      onDone('record.dropped');
    } else {
      onDeleted();
      client.removeQueries({ queryKey: query.queryKey });
    }
  };

  const deleting = live ? 'record.drop' : 'record.delete';
  return (
    <div className={formCss.actions}>
      {may.edit && (
        <LinkButton
          primary={record.state === 'draft' || record.state === 'rejected'}
          to={`/modules/${module.id}/records/${record.id}/edit`}
        >
          {t(record.state === 'draft' ? 'record.continue' : 'record.edit')}
        </LinkButton>
      )}
      {may.withdraw && <Button onClick={() => setAsking('withdraw')}>{t('record.withdraw')}</Button>}
      {may.delete && <Button onClick={() => setAsking('delete')}>{t(deleting)}</Button>}
      {asking === 'withdraw' && (
        <Confirm
          title={t('record.withdraw.title')}
          text={t('record.withdraw.text')}
          label={t('record.withdraw')}
          run={withdraw}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'delete' && (
        <Confirm
          title={t(live ? 'record.drop.title' : 'record.delete.title')}
          text={t(live ? 'record.drop.text' : 'record.delete.text')}
          label={t(deleting)}
          run={remove}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
