import type { ShownSavedMethod } from '../../../plugin/contract/customer/payments';
import { useText, type Text } from '../language/useText';
import badge from '../modules/modules.module.css';
import css from '../people/people.module.css';
import { Button } from '../ui/Button';
import { useMethodWords } from './words';

interface MethodRowProps {
  method: ShownSavedMethod;
  busy: boolean;
  mayChange: boolean;
  onDefault: () => void;
  onRemove: () => void;
}

/** What a saved method is not usable for, or soon will not be. */
function noteOf({ state, expiresSoon }: ShownSavedMethod, date: string | undefined, t: Text['t']): string | undefined {
  if (state === 'expired') return date ? t('methods.expired-on', { date }) : t('methods.expired');
  if (!date) return undefined;
  return t(expiresSoon ? 'method.expires-soon' : 'method.expires', { date });
}

/** A saved method, and what can be done with it. */
export function MethodRow({ method, busy, mayChange, onDefault, onRemove }: MethodRowProps) {
  const { t } = useText();
  const { nameOf, kindOf, expiryOf } = useMethodWords();
  const { state, kind, brand, isDefault, expiresSoon } = method;
  const name = nameOf(method);
  const note = noteOf(method, expiryOf(method), t);
  return (
    <li className={css.row}>
      <div className={css.text}>
        <p className={css.name}>
          {name}
          {isDefault && <span className={[badge.badge, badge['badge-approved']].join(' ')}>{t('methods.default')}</span>}
          {state === 'active' && expiresSoon && (
            <span className={[badge.badge, badge['badge-rejected']].join(' ')}>{t('methods.soon')}</span>
          )}
        </p>
        <p className="small">{[...(brand === '' ? [] : [kindOf(kind)]), ...(note ? [note] : [])].join(' · ')}</p>
      </div>
      {mayChange && (
        <div className={css.actions}>
          {state === 'active' && !isDefault && (
            <Button kind="quiet" aria-disabled={busy || undefined} aria-label={t('methods.make-default-of', { name })} onClick={onDefault}>
              {t('methods.make-default')}
            </Button>
          )}
          <Button kind="quiet" aria-label={t('methods.remove-of', { name })} onClick={onRemove}>
            {t('methods.remove')}
          </Button>
        </div>
      )}
    </li>
  );
}
