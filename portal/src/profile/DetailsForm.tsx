import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Profile } from '../../../plugin/contract/customer/profile';
import { FIELD_OWNERS, type FieldOwner } from '../../../plugin/vocabulary';
import css from '../app/page.module.css';
import { useUnsaved } from '../app/unsaved';
import { toDraft } from '../fields/values';
import { useForm } from '../forms/Form';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import { useAutosave } from '../forms/useAutosave';
import type { Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { useMoment } from '../security/useMoment';
import { call } from '../session/call';
import { sessionQuery } from '../session/session';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { SupportLine } from '../ui/SupportLine';
import { changesOf, editableFields, fieldKey, type Drafts } from './changes';
import { FieldControl } from './FieldControl';
import { profileQuery } from './query';
import { useFieldWords } from './useFieldWords';

const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((draft) => typeof draft === 'string');

/** The customer's and the contact's fields, each as the settings allow. */
export function DetailsForm({ profile }: { profile: Profile }) {
  const { t } = useText();
  const { locale } = useIntl();
  const client = useQueryClient();
  const words = { customer: useFieldWords('customer'), contact: useFieldWords('contact') };
  const { moment } = useMoment();
  const { found: kept, keep, drop } = useAutosave('details', isDrafts);
  const [drafts, setDrafts] = useState<Drafts>(kept?.value ?? {});
  const [done, setDone] = useState<'details.saved' | 'details.unchanged'>();

  const editable = editableFields(profile);
  const { body, problems: found, dirty } = changesOf(profile, drafts, locale);
  useUnsaved(dirty, { discard: drop });
  useEffect(() => {
    if (!dirty) drop();
    else if (drafts !== kept?.value) keep(drafts);
  }, [dirty, drafts, kept, keep, drop]);

  const form = useForm({
    fields: Object.fromEntries(editable.map(({ key, owner, field }) => [key, { ...field, label: words[owner].label(field) }])),
    check: (): Problem[] => {
      setDone(undefined);
      return found;
    },
    send: async () => {
      if (!dirty) return setDone('details.unchanged');
      client.setQueryData(profileQuery.queryKey, await call('PATCH /profile', { body }));
      // What was typed meanwhile stays.
      setDrafts((latest) => Object.fromEntries(Object.entries(latest).filter(([key, draft]) => draft !== drafts[key])));
      setDone('details.saved');
      // Name and language of the contact are part of the session.
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });

  const change = (key: string, draft: string) => {
    setDone(undefined);
    setDrafts((before) => ({ ...before, [key]: draft }));
  };
  const discard = () => {
    setDrafts({});
    setDone(undefined);
    form.reset();
  };

  const section = (owner: FieldOwner) =>
    profile[owner].length > 0 && (
      <section key={owner} className={css.panel} aria-labelledby={`details-${owner}`}>
        <h2 id={`details-${owner}`}>{t(`details.${owner}`)}</h2>
        {profile[owner].map((field) => {
          const key = fieldKey(owner, field);
          return field.level === 'read-only' ? (
            <dl key={key} className={css.facts}>
              <dt>{words[owner].label(field)}</dt>
              <dd>{words[owner].shown(field)}</dd>
            </dl>
          ) : (
            <FieldControl
              key={key}
              id={form.field(key).id}
              owner={owner}
              field={field}
              value={drafts[key] ?? toDraft(field.type, field.value, locale)}
              problem={form.field(key).problem}
              onChange={(draft) => change(key, draft)}
            />
          );
        })}
      </section>
    );

  const anyReadOnly = FIELD_OWNERS.some((owner) => profile[owner].some(({ level }) => level === 'read-only'));
  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems ref={form.summary} problems={form.problems} failure={form.failure} describe={form.field} />
      {kept && dirty && <Notice kind="info" text={t('kept.restored', { moment: moment(kept.at) })} />}
      {FIELD_OWNERS.map(section)}
      {anyReadOnly && (
        <div>
          {profile.may.change && <p className="small">{t('details.read-only', { organisation: portal.organisation.name })}</p>}
          <SupportLine />
        </div>
      )}
      {done && <Notice kind={done === 'details.saved' ? 'success' : 'info'} text={t(done)} />}
      {editable.length > 0 && (
        <div className={formCss.actions}>
          <Submit label={t('details.save')} busyLabel={t('details.busy')} busy={form.busy} />
          {dirty && (
            <Button kind="quiet" onClick={discard}>
              {t('details.discard')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
