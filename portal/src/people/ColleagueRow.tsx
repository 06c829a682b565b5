import type { Colleague } from '../../../plugin/contract/customer/colleagues';
import { ROLES } from '../../../plugin/rights';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import badge from '../modules/modules.module.css';
import { Button } from '../ui/Button';
import css from './people.module.css';

export type Wanted = 'role' | 'invite' | 'remove';

interface ColleagueRowProps {
  colleague: Colleague;
  /** What is under way for it. */
  busy: boolean;
  onWant: (what: Wanted) => void;
}

const STATES = { invited: badge['badge-submitted'], 'not-invited': undefined, disabled: badge['badge-rejected'] } as const;

/** Somebody who acts for the customer: who, as what, since when, and what may be done about it. */
export function ColleagueRow({ colleague, busy, onWant }: ColleagueRowProps) {
  const { t } = useText();
  const { date } = useFigures();
  const { name, email, state, self, lastSignInOn } = colleague;
  const role = ROLES.find((known) => known === colleague.role) ?? 'member';
  return (
    <li className={css.row}>
      <div className={css.text}>
        <p className={css.name}>
          <span>{name}</span>
          {self && <span className={badge.badge}>{t('people.you')}</span>}
          {state !== 'active' && (
            <span className={[badge.badge, STATES[state]].filter(Boolean).join(' ')}>{t(`people.state.${state}`)}</span>
          )}
        </p>
        <p className="small">{[t(`role.${role}`), ...(name === email ? [] : [email])].join(' · ')}</p>
        {lastSignInOn !== null && <p className="small">{t('people.seen', { date: date(lastSignInOn) })}</p>}
      </div>
      {colleague.mayChange && (
        <div className={css.actions}>
          {colleague.mayInvite && (
            <Button kind="quiet" aria-disabled={busy} aria-label={t('people.invite-again-of', { name })} onClick={() => onWant('invite')}>
              {t('people.invite-again')}
            </Button>
          )}
          <Button kind="quiet" aria-label={t('people.role-change-of', { name })} onClick={() => onWant('role')}>
            {t('people.role-change')}
          </Button>
          <Button kind="quiet" aria-label={t('people.remove-of', { name })} onClick={() => onWant('remove')}>
            {t('people.remove')}
          </Button>
        </div>
      )}
    </li>
  );
}
