import { useEffect, useState } from 'react';
import { COMMENT_MAX, isEmptyRichText, isRichText, plainTextOf, type RichText } from '../../../plugin/rules/rich-text';
import { useUnsaved } from '../app/unsaved';
import { FieldNotes } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import { useAutosave } from '../forms/useAutosave';
import { problemOf, type Problem } from '../forms/problems';
import { useText } from '../language/useText';
import { useMoment } from '../security/useMoment';
import { announce } from '../ui/announce';
import { RichField } from '../modules/rich/RichField';

interface Props {
  /** Where what is typed is kept in the browser until it is sent. */
  place: string;
  send: (text: RichText) => Promise<void>;
}

/** Writing to whoever looks after it. */
export function CommentForm({ place, send }: Props) {
  const { t } = useText();
  const { moment } = useMoment();
  const { found: kept, keep, drop } = useAutosave(place, isRichText);
  const [text, setText] = useState<RichText | null>(kept?.value ?? null);
  const [round, setRound] = useState(0);
  useUnsaved(text !== null, { discard: drop });
  useEffect(() => {
    if (text === null) drop();
    else if (text !== kept?.value) keep(text);
  }, [text, kept, keep, drop]);

  const form = useForm({
    fields: { text: { label: t('comment.label'), maxLength: COMMENT_MAX } },
    check: (): Problem[] => {
      if (text === null || isEmptyRichText(text)) return [{ field: 'text', message: 'problem.comment-required' }];
      return plainTextOf(text).length > COMMENT_MAX ? [problemOf('text', 'problem.too-long', { maxLength: COMMENT_MAX })] : [];
    },
    send: async () => {
      if (text === null) return;
      await send(text);
      setText(null);
      setRound(round + 1);
      announce(t('comment.sent'));
    },
  });
  const { id, label, problem } = form.field('text');

  return (
    <Form form={form} submitLabel={t('comment.send')} busyLabel={t('sent.busy')}>
      <div className={formCss.field}>
        <span id={`${id}-label`} className={formCss.label}>
          {label}
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
    </Form>
  );
}
