import { STARS_MAX } from '../../../plugin/vocabulary';
import { FieldNotes } from '../forms/Field';
import formCss from '../forms/forms.module.css';
import type { Problem } from '../forms/problems';
import { useText } from '../language/useText';
import { Icon } from '../ui/Icon';
import css from './review.module.css';

interface StarsProps {
  /** Id of the first star; the error summary links to it. */
  id: string;
  label: string;
  /** 0: none chosen yet. */
  value: number;
  problem: Problem | undefined;
  onChange: (value: number) => void;
}

/** One to five stars: radio buttons that look like stars, so that keys and screen readers find what they know. */
export function Stars({ id, label, value, problem, onChange }: StarsProps) {
  const { t } = useText();
  return (
    <fieldset className={[formCss.field, formCss.group].join(' ')} aria-describedby={problem && `${id}-error`}>
      <legend className={formCss.legend}>{label}</legend>
      <div className={css.stars}>
        {Array.from({ length: STARS_MAX }, (_, at) => at + 1).map((star) => (
          <label key={star} className={[css.star, star <= value && css.given].filter(Boolean).join(' ')}>
            <input
              className={css.radio}
              id={star === 1 ? id : undefined}
              type="radio"
              name={id}
              value={star}
              checked={star === value}
              onChange={() => onChange(star)}
            />
            <Icon name="star" />
            <span className="visually-hidden">{t('review.stars', { count: star })}</span>
          </label>
        ))}
        {/* The radio button that is chosen says it. */}
        <span className={css.meaning} aria-hidden="true">
          {value > 0 && t('review.stars', { count: value })}
        </span>
      </div>
      <FieldNotes id={id} problem={problem} />
    </fieldset>
  );
}
