import type { ModuleDetail, RecordDetail, RecordEvent } from '../../../../plugin/contract/customer/modules';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { useMoment } from '../../security/useMoment';
import { Icon, type IconName } from '../../ui/Icon';
import { RichText } from '../rich/RichText';
import { CommentBox } from './CommentBox';
import css from './record.module.css';

const SIGNS: Record<RecordEvent['kind'], IconName> = {
  created: 'plus',
  submitted: 'up',
  withdrawn: 'down',
  approved: 'check',
  rejected: 'back',
  published: 'check',
  unpublished: 'lock',
  comment: 'chat',
};

/** All that happened, in order: a conversation is read downwards, and answered at its end. */
export function History({ module, record }: { module: ModuleDetail; record: RecordDetail }) {
  const { t } = useText();
  const events = [...record.history].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section className={pageCss.panel} aria-labelledby="record-history">
      <h2 id="record-history">{t('history.title')}</h2>
      {events.length > 0 && (
        <ol role="list" className={css.history}>
          {events.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
      {record.may.comment && <CommentBox module={module.id} record={record.id} />}
    </section>
  );
}

function Event({ event }: { event: RecordEvent }) {
  const { t } = useText();
  const { moment } = useMoment();
  const { kind, by, mine, at, text } = event;
  const said = text && text.length > 0 && <RichText value={text} />;
  return (
    <li className={[css.event, kind === 'comment' && css.comment].filter(Boolean).join(' ')}>
      <span className={css.sign}>
        <Icon name={SIGNS[kind]} />
      </span>
      <div className={css.eventText}>
        <p>
          <span className={css.who}>{t(`history.${kind}`, { by, mine: mine ? 'yes' : 'no' })}</span>{' '}
          <time className={css.detail} dateTime={at}>
            {moment(at)}
          </time>
        </p>
        {said && <div className={css.said}>{said}</div>}
      </div>
    </li>
  );
}
