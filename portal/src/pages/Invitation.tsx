import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { FirstPassword } from './link/FirstPassword';
import { LinkGate, lookAt } from './link/LinkGate';

/** Where an invitation leads: a first password, a language, and in. */
export default function Invitation() {
  const { t } = useText();
  const organisation = portal.organisation.name;
  return (
    <LinkGate purpose="invitation" title={t('invitation.title')} look={lookAt('invitation')}>
      {(link) => (
        <>
          <p>
            {link.preview.firstName
              ? t('invitation.hello', { name: link.preview.firstName, organisation })
              : t('invitation.hello-plain', { organisation })}
          </p>
          <dl className={css.facts}>
            <dt>{t('invitation.email')}</dt>
            <dd>{link.preview.email}</dd>
          </dl>
          <FirstPassword link={link} done="invitation.done" accept={(body) => callPublic('POST /invitation/accept', { body })} />
        </>
      )}
    </LinkGate>
  );
}
