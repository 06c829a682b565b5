import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { useMoment } from '../../security/useMoment';
import { RichText } from '../rich/RichText';
import { StateBadge } from '../StateBadge';
import { noteOf } from './note';
import css from './record.module.css';

/** Where a record stands, what that means, and what happens next. */
export function Standing({ module, record }: { module: ModuleDetail; record: RecordDetail }) {
  const { t } = useText();
  const { moment, day } = useMoment();
  const { state, live, submittedAt, updatedAt, filesKeptUntil } = record;
  const organisation = portal.organisation.name;
  const note = state === 'rejected' ? noteOf(record) : undefined;

  const meaning = (): string => {
    switch (state) {
      case 'draft':
        if (live) return t(module.approval ? 'standing.draft-live-approval' : 'standing.draft-live');
        return t('standing.draft', { organisation });
      case 'submitted': {
        const since = moment(submittedAt ?? updatedAt);
        return t(live ? 'standing.submitted-live' : 'standing.submitted', { organisation, since });
      }
      case 'rejected':
        return t(record.may.edit ? 'standing.rejected' : 'standing.rejected-closed', { organisation });
      case 'approved':
        return t('standing.approved');
      case 'unpublished':
        return t('standing.unpublished', { organisation });
    }
  };

  return (
    <div className={[css.standing, css[`standing-${state}`]].filter(Boolean).join(' ')}>
      <p className={css.standingBadges}>
        <StateBadge state={state} />
        {live && state !== 'approved' && <StateBadge state="approved" />}
      </p>
      <p>{meaning()}</p>
      {note && (
        <blockquote className={css.note}>
          <RichText value={note} />
        </blockquote>
      )}
      {state === 'rejected' && record.may.edit && filesKeptUntil && <p>{t('standing.files-until', { day: day(filesKeptUntil) })}</p>}
    </div>
  );
}
