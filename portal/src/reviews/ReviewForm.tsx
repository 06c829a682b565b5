import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { REVIEW_MAX } from '../../../plugin/vocabulary';
import type { OwnReview } from '../../../plugin/contract/customer/review';
import { useUnsaved } from '../app/unsaved';
import { Field } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import { problemOf, type Problem } from '../forms/problems';
import { useAutosave } from '../forms/useAutosave';
import { useText } from '../language/useText';
import { useMoment } from '../security/useMoment';
import { call } from '../session/call';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { Notice } from '../ui/Notice';
import { reviewQuery } from './query';
import { Stars } from './Stars';

interface Typed {
  stars: number;
  words: string;
}

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' &&
  value !== null &&
  'stars' in value &&
  typeof value.stars === 'number' &&
  'words' in value &&
  typeof value.words === 'string';

const EMPTY: Typed = { stars: 0, words: '' };

/** Stars and words: written, changed and removed. */
export function ReviewForm({ review }: { review: OwnReview['review'] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { moment } = useMoment();
  const { found: kept, keep, drop } = useAutosave('review', isTyped);
  const [typed, setTyped] = useState<Typed | undefined>(kept?.value);
  const [done, setDone] = useState<'review.saved' | 'review.removed'>();
  const [asking, setAsking] = useState(false);
  const { stars, words } = typed ?? review ?? EMPTY;

  useUnsaved(typed !== undefined, { discard: drop });
  useEffect(() => {
    if (!typed) drop();
    else if (typed !== kept?.value) keep(typed);
  }, [typed, kept, keep, drop]);

  const show = (answer: OwnReview, text: typeof done) => {
    client.setQueryData(reviewQuery.queryKey, answer);
    setTyped(undefined);
    setDone(text);
  };
  const form = useForm({
    fields: { stars: { label: t('review.rating') }, words: { label: t('review.words'), maxLength: REVIEW_MAX } },
    check: (): Problem[] => {
      setDone(undefined);
      return [
        ...(stars === 0 ? [{ field: 'stars', message: 'problem.stars' } as const] : []),
        ...(words.trim().length > REVIEW_MAX ? [problemOf('words', 'problem.too-long', { maxLength: REVIEW_MAX })] : []),
      ];
    },
    send: async () => show(await call('PUT /review', { body: { stars, words } }), 'review.saved'),
  });
  const change = (next: Partial<Typed>) => {
    setDone(undefined);
    setTyped({ stars, words, ...next });
  };

  return (
    <>
      {done && <Notice text={t(done)} />}
      {kept && typed && <Notice kind="info" text={t('kept.restored', { moment: moment(kept.at) })} />}
      <Form
        form={form}
        submitLabel={t('review.save')}
        busyLabel={t('sent.busy')}
        more={
          review && (
            <Button kind="quiet" onClick={() => setAsking(true)}>
              {t('review.remove')}
            </Button>
          )
        }
      >
        <Stars {...form.field('stars')} value={stars} onChange={(next) => change({ stars: next })} />
        <Field {...form.field('words')} optional help={t('review.words-help', { max: REVIEW_MAX })}>
          {(control) => (
            <textarea
              className={formCss.control}
              {...control}
              rows={5}
              value={words}
              onChange={({ target }) => change({ words: target.value })}
            />
          )}
        </Field>
      </Form>
      {asking && (
        <Confirm
          title={t('review.remove-title')}
          text={t('review.remove-text')}
          label={t('review.remove')}
          run={async () => show(await call('DELETE /review'), 'review.removed')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
