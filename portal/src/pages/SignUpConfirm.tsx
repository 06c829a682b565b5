import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { FirstPassword } from './link/FirstPassword';
import { LinkGate } from './link/LinkGate';

/** Where the mail leads that proves the address of a sign-up: which account it is, a password, and in. */
export default function SignUpConfirm() {
  const { t } = useText();
  return (
    <LinkGate
      purpose="sign-up"
      title={t('sign-up.confirm.title')}
      look={(token) => callPublic('POST /sign-up/preview', { body: { token } })}
    >
      {(link) => {
        const { firstName, email, joins, customer } = link.preview;
        return (
          <>
            <p>{t('sign-up.confirm.hello', { name: firstName, organisation: portal.organisation.name })}</p>
            <dl className={css.facts}>
              <dt>{t('invitation.email')}</dt>
              <dd>{email}</dd>
              <dt>{t(joins ? 'sign-up.confirm.joins' : 'sign-up.confirm.makes')}</dt>
              <dd>{customer}</dd>
            </dl>
            {joins && <p className={css.muted}>{t('sign-up.confirm.joins-why', { name: customer })}</p>}
            <FirstPassword link={link} done="sign-up.done" accept={(body) => callPublic('POST /sign-up/confirm', { body })} />
          </>
        );
      }}
    </LinkGate>
  );
}
