import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/useText';
import { Pending } from '../ui/Pending';
import { eventsQuery } from './queries';
import { Section } from './Section';
import css from './security.module.css';
import { useDevice } from './useDevice';
import { useMoment } from './useMoment';

/** What happened to the account lately, so that its owner can see what was not them. */
export function Events() {
  const { t } = useText();
  const { moment } = useMoment();
  const deviceOf = useDevice();
  const query = useQuery(eventsQuery);
  const events = query.data;
  return (
    <Section title={t('security.events')} intro={t('security.events-intro')}>
      <Pending query={query} shapes={['line', 'line', 'line']} what={t('security.events-failed')} />
      {events?.length === 0 && <p>{t('security.events-none')}</p>}
      {events && events.length > 0 && (
        <ul role="list" className={css.rows}>
          {events.map((event, index) => (
            <li key={`${event.at}${index}`} className={css.event}>
              <p>{t(`event.${event.kind}`)}</p>
              <p className={['small', css.when].join(' ')}>
                {moment(event.at)}
                <br />
                {[deviceOf(event.device), event.ipAddress].filter(Boolean).join(', ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
