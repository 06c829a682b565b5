import { useEffect, useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { COMMENT_MAX, isEmptyRichText, isRichText, plainTextOf, type RichText } from '../../../../plugin/rules/rich-text';
import { useUnsaved } from '../../app/unsaved';
import { FieldNotes } from '../../forms/Field';
import { FormProblems } from '../../forms/FormProblems';
import formCss from '../../forms/forms.module.css';
import { useAutosave } from '../../forms/useAutosave';
import { problemOf, type Bounds, type Problem } from '../../forms/problems';
import { Submit } from '../../forms/Submit';
import { useForm } from '../../forms/useForm';
import { useText } from '../../language/useText';
import { useMoment } from '../../security/useMoment';
import { call } from '../../session/call';
import { announce } from '../../ui/announce';
import { recordQuery } from '../queries';
import { RichField } from '../rich/RichField';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['text', { maxLength: COMMENT_MAX }]]);

/** Writing to whoever looks after the record. */
export function CommentBox({ module, record }: { module: string; record: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const { moment } = useMoment();
  const { found: kept, keep, drop } = useAutosave(`${module}.${record}.comment`, isRichText);
  const [text, setText] = useState<RichText | null>(kept?.value ?? null);
  const [round, setRound] = useState(0);
  useUnsaved(text !== null, { discard: drop });
  useEffect(() => {
    if (text === null) drop();
    else if (text !== kept?.value) keep(text);
  }, [text, kept, keep, drop]);

  const form = useForm({
    fields: FIELDS,
    check: (): Problem[] => {
      if (text === null || isEmptyRichText(text)) return [{ field: 'text', message: 'problem.comment-required' }];
      return plainTextOf(text).length > COMMENT_MAX ? [problemOf('text', 'problem.too-long', { maxLength: COMMENT_MAX })] : [];
    },
    send: async () => {
      if (text === null) return;
      const event = await call('POST /modules/:module/records/:record/comments', { params: { module, record }, body: { text } });
      client.setQueryData(
        recordQuery(module, record).queryKey,
        (before) => before && { ...before, history: [...before.history.filter((other) => other.id !== event.id), event] },
      );
      setText(null);
      setRound(round + 1);
      announce(t('comment.sent'));
    },
  });
  const problem = form.problemAt('text');

  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      {(form.failure || form.problems.length > 0) && (
        <FormProblems
          ref={form.summary}
          problems={form.problems}
          failure={form.failure}
          describe={() => ({ id, label: t('comment.label') })}
        />
      )}
      <div className={formCss.field}>
        <span id={`${id}-label`} className={formCss.label}>
          {t('comment.label')}
        </span>
        <RichField
          key={round}
          id={id}
          labelledBy={`${id}-label`}
          describedBy={problem && `${id}-error`}
          invalid={problem !== undefined}
          value={round === 0 ? (kept?.value ?? null) : null}
          onChange={setText}
        />
        <FieldNotes id={id} problem={problem} help={kept && t('kept.comment', { moment: moment(kept.at) })} />
      </div>
      <div className={formCss.actions}>
        <Submit label={t('comment.send')} busyLabel={t('sent.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
