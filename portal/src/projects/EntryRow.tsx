import type { TimeEntry } from '../../../plugin/contract/customer/projects';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import badge from '../modules/modules.module.css';
import { useMoment } from '../security/useMoment';
import { useTime } from './Facts';
import css from './projects.module.css';

interface EntryRowProps {
  entry: TimeEntry;
  /** Whether it is ticked; absent where it cannot be. */
  ticked: boolean | undefined;
  onTick: (on: boolean) => void;
}

const COLOURS = { waiting: badge['badge-submitted'], approved: badge['badge-approved'], 'sent-back': badge['badge-rejected'] } as const;

/** Time that somebody worked: when, what, how long, and what became of it. */
export function EntryRow({ entry, ticked, onTick }: EntryRowProps) {
  const { t } = useText();
  const time = useTime();
  const { date } = useFigures();
  const { moment } = useMoment();
  const { approval } = entry;
  const day = date(entry.date);
  return (
    <li className={css.row}>
      {ticked !== undefined && (
        <input
          type="checkbox"
          checked={ticked}
          aria-label={t('entry.select', { date: day, time: time(entry.minutes), person: entry.person })}
          onChange={({ target }) => onTick(target.checked)}
        />
      )}
      <div className={css.text}>
        <p className={css.first}>
          <span>{[day, entry.person].filter(Boolean).join(' · ')}</span>
          <span className={css.minutes}>{time(entry.minutes)}</span>
        </p>
        {entry.note !== '' && <p className={css.description}>{entry.note}</p>}
        <p className={css.badges}>
          {approval !== 'none' && <span className={[badge.badge, COLOURS[approval]].join(' ')}>{t(`entry.approval.${approval}`)}</span>}
          {entry.billed && <span className={badge.badge}>{t('entry.billed')}</span>}
          {!entry.billable && <span className={badge.badge}>{t('entry.not-billable')}</span>}
        </p>
        {entry.decidedAt !== null && (
          <p className="small">{t('entry.decided', { by: entry.decidedBy, moment: moment(entry.decidedAt) })}</p>
        )}
        {entry.reason !== '' && <p className={css.description}>{t('entry.reason', { reason: entry.reason })}</p>}
      </div>
    </li>
  );
}
