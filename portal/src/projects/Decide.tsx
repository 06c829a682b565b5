import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { TimeEntry } from '../../../plugin/contract/customer/projects';
import { REASON_MAX } from '../../../plugin/rules/projects';
import { Field } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import type { Problem } from '../forms/problems';
import { useText } from '../language/useText';
import { useOnce } from '../session/useOnce';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import css from './projects.module.css';

export interface Decided {
  decision: 'approve' | 'send-back';
  decided: number;
  /** Changed or decided by others meanwhile. */
  left: number;
}

/** What is done with the entries that are ticked. */
export function Decide({ entries, onDone }: { entries: readonly TimeEntry[]; onDone: (done: Decided) => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { call } = useOnce();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { doing, error, start } = useAction<'approve'>();

  const decide = async (decision: Decided['decision']) => {
    const named = entries.map(({ id, revision }) => ({ id, revision }));
    const { decided, left } = await call('POST /time-entries/decide', { body: { decision, reason: asking ? reason : '', entries: named } });
    await client.invalidateQueries({ queryKey: ['projects'] });
    onDone({ decision, decided: decided.length, left: left.length });
  };
  const form = useForm({
    fields: { reason: { label: t('entry.why'), maxLength: REASON_MAX } },
    check: (): Problem[] => (reason.trim() === '' ? [{ field: 'reason', message: 'problem.reason' }] : []),
    send: () => decide('send-back'),
  });

  return (
    <div className={css.decide} role="group" aria-label={t('entry.selected', { count: entries.length })}>
      {error && <Refused error={error} />}
      <p role="status">{t('entry.selected', { count: entries.length })}</p>
      {asking ? (
        <Form
          form={form}
          submitLabel={t('entry.send-back', { count: entries.length })}
          busyLabel={t('sent.busy')}
          more={
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
          }
        >
          <Field {...form.field('reason')} help={t('entry.why-help')}>
            {(control) => (
              <textarea
                autoFocus
                className={formCss.control}
                {...control}
                rows={3}
                maxLength={REASON_MAX}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        </Form>
      ) : (
        <div className={formCss.actions}>
          <Button kind="primary" aria-disabled={doing && true} onClick={() => void start('approve', () => decide('approve'))}>
            {doing ? t('sent.busy') : t('entry.approve', { count: entries.length })}
          </Button>
          <Button onClick={() => setAsking(true)}>{t('entry.send-back', { count: entries.length })}</Button>
        </div>
      )}
    </div>
  );
}
