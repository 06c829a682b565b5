import { useState } from 'react';
import { sendByLink, type Response } from '../api/client';
import { Page } from '../app/Page';
import pageCss from '../app/page.module.css';
import { TextField } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import factorCss from '../factors/factors.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import css from './link.module.css';

type Contacts = Response<'GET /public-link'>['contacts'];

/** Where a code can be sent: an address or a number of a contact's, masked. */
interface Destination {
  contact: string;
  by: 'mail' | 'text';
  shown: string;
}

const destinationsOf = (contacts: Contacts): Destination[] =>
  contacts.flatMap(({ id, email, phone }) => [
    { contact: id, by: 'mail' as const, shown: email },
    ...(phone === null ? [] : [{ contact: id, by: 'text' as const, shown: phone }]),
  ]);

interface VerificationProps {
  token: string;
  contacts: Contacts;
  verified: () => void;
}

/** Whoever holds the link proves an address or a number on file: chosen from those of the customer, never typed. */
export function Verification({ token, contacts, verified }: VerificationProps) {
  const { t } = useText();
  const all = destinationsOf(contacts);
  const [chosen, setChosen] = useState(all.length === 1 ? all[0] : undefined);
  const [asked, setAsked] = useState(false);
  const organisation = portal.organisation.name;
  if (contacts.length === 0)
    return (
      <Page title={t('public-link.verify.title')}>
        <p>{t('public-link.verify.nobody', { organisation })}</p>
      </Page>
    );
  return (
    <Page title={t('public-link.verify.title')}>
      {asked && chosen ? (
        <Code token={token} destination={chosen} verified={verified} again={() => setAsked(false)} />
      ) : (
        <Choice token={token} all={all} chosen={chosen} choose={setChosen} asked={() => setAsked(true)} />
      )}
    </Page>
  );
}

interface ChoiceProps {
  token: string;
  all: Destination[];
  chosen: Destination | undefined;
  choose: (destination: Destination) => void;
  asked: () => void;
}

function Choice({ token, all, chosen, choose, asked }: ChoiceProps) {
  const { t } = useText();
  const form = useForm({
    fields: { contact: { label: t('public-link.verify.contact') } },
    check: () => (chosen ? [] : [{ field: 'contact', message: 'problem.choose-address' }]),
    send: async () => {
      if (!chosen) return;
      await sendByLink(token, 'POST /public-link/codes', { body: { contact: chosen.contact, by: chosen.by } });
      asked();
    },
  });
  const { id, label } = form.field('contact');
  return (
    <>
      <p className={pageCss.muted}>{t('public-link.verify.intro', { organisation: portal.organisation.name })}</p>
      <Form form={form} submitLabel={t('public-link.verify.send')} busyLabel={t('public-link.verify.sending')}>
        <fieldset className={[formCss.field, formCss.group].join(' ')}>
          <legend className={formCss.legend}>{label}</legend>
          <div className={css.choices}>
            {all.map((one, index) => (
              <label key={`${one.contact}:${one.by}`} className={css.choice}>
                <input
                  id={index === 0 ? id : undefined}
                  type="radio"
                  name={id}
                  checked={chosen?.contact === one.contact && chosen.by === one.by}
                  onChange={() => choose(one)}
                />
                {one.by === 'mail' ? one.shown : t('public-link.verify.by-text', { phone: one.shown })}
              </label>
            ))}
          </div>
        </fieldset>
      </Form>
    </>
  );
}

interface CodeProps {
  token: string;
  destination: Destination;
  verified: () => void;
  again: () => void;
}

function Code({ token, destination: { contact, by, shown }, verified, again }: CodeProps) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const code = typed.replace(/\D/gu, '');
  const form = useForm({
    fields: { code: { label: t(by === 'mail' ? 'public-link.verify.code' : 'public-link.verify.code-by-text') } },
    check: () => (code.length === 6 ? [] : [{ field: 'code', message: 'problem.mailed-code' }]),
    send: async () => {
      await sendByLink(token, 'POST /public-link/verification', { body: { contact, code } });
      verified();
    },
  });
  return (
    <>
      <p className={pageCss.muted}>
        {by === 'mail' ? t('public-link.verify.sent', { email: shown }) : t('public-link.verify.sent-by-text', { phone: shown })}
      </p>
      <Form
        form={form}
        submitLabel={t('public-link.verify.submit')}
        busyLabel={t('code.busy')}
        more={
          <Button kind="quiet" onClick={again}>
            {t('public-link.verify.again')}
          </Button>
        }
      >
        <TextField
          {...form.field('code')}
          className={factorCss.code}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          maxLength={20}
          value={typed}
          onChange={setTyped}
        />
      </Form>
    </>
  );
}
