import type { ReactNode } from 'react';
import pageCss from '../app/page.module.css';
import { useMoment } from '../security/useMoment';
import { Icon, type IconName } from '../ui/Icon';
import { RichText } from '../modules/rich/RichText';
import css from './conversation.module.css';

export interface TimelineEvent {
  id: string;
  at: string;
  icon: IconName;
  /** What happened, with who did it. */
  what: string;
  comment: boolean;
  text: readonly unknown[] | null;
}

interface Props {
  id: string;
  title: string;
  /** Undefined while they are on their way. */
  events: TimelineEvent[] | undefined;
  /** What stands below: a form, or why there are no events. */
  children?: ReactNode;
}

/** All that happened, in order: a conversation is read downwards, and answered at its end. */
export function Timeline({ id, title, events, children }: Props) {
  const sorted = events && [...events].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section className={pageCss.panel} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {sorted && sorted.length > 0 && (
        <ol role="list" className={css.history}>
          {sorted.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
      {children}
    </section>
  );
}

function Event({ event: { icon, comment, what, at, text } }: { event: TimelineEvent }) {
  const { moment } = useMoment();
  const said = text && text.length > 0 && <RichText value={text} />;
  return (
    <li className={[css.event, comment && css.comment].filter(Boolean).join(' ')}>
      <span className={css.sign}>
        <Icon name={icon} />
      </span>
      <div className={css.eventText}>
        <p>
          <span className={css.who}>{what}</span>{' '}
          <time className={css.when} dateTime={at}>
            {moment(at)}
          </time>
        </p>
        {said && <div className={css.said}>{said}</div>}
      </div>
    </li>
  );
}
