import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { MailTopic } from '../../../plugin/vocabulary';
import { asApiError } from '../api/api-error';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import css from '../emails/emails.module.css';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { call } from '../session/call';
import { announce } from '../ui/announce';
import { Pending } from '../ui/Pending';
import { Refused } from '../ui/Refused';

/** What a link in a mail changes, too. */
const choicesQuery = queryOptions({ staleTime: 0, queryKey: ['mail-choices'], queryFn: () => call('GET /mail-choices') });

/** Which mails the contact gets, of those that it may do without. */
export default function Emails() {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const query = useQuery(choicesQuery);
  // A state of our own: the mutation says a moment later that it has begun, and until then the box would be back as it was.
  const [under, setUnder] = useState<{ topic: MailTopic; on: boolean } | null>(null);
  const change = useMutation({
    mutationFn: ({ topic, on }: { topic: MailTopic; on: boolean }) => call('PUT /mail-choices', { body: { topic, on } }),
    onSuccess: (choices, { topic, on }) => {
      client.setQueryData(choicesQuery.queryKey, choices);
      announce(t(on ? 'emails.switched-on' : 'emails.switched-off', { topic: t(`emails.topic.${topic}`) }));
    },
    onSettled: () => setUnder(null),
  });
  return (
    <Page title={t('emails.title')}>
      <p className={pageCss.muted}>{t('emails.intro', { organisation: portal.organisation.name })}</p>
      {change.error && <Refused error={asApiError(change.error)} />}
      <Pending query={query} shapes={['line', 'control', 'line', 'control']} className={pageCss.panel} />
      {query.data && (
        <section className={pageCss.panel}>
          <fieldset className={[formCss.field, formCss.group].join(' ')}>
            <legend className={formCss.legend}>{t('emails.legend')}</legend>
            <div className={css.topics}>
              {query.data.topics.map(({ topic, on }) => (
                <label key={topic} className={css.topic}>
                  <input
                    type="checkbox"
                    checked={under?.topic === topic ? under.on : on}
                    disabled={under !== null}
                    aria-describedby={`${id}-${topic}`}
                    onChange={(event) => {
                      const wanted = { topic, on: event.target.checked };
                      setUnder(wanted);
                      change.mutate(wanted);
                    }}
                  />
                  <span>
                    {t(`emails.topic.${topic}`)}
                    <span id={`${id}-${topic}`} className={[css.help, 'small'].join(' ')}>
                      {t(`emails.help.${topic}`)}
                    </span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <p className={pageCss.muted}>{t('emails.always')}</p>
        </section>
      )}
    </Page>
  );
}
