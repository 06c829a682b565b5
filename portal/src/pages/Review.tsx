import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { reviewQuery } from '../reviews/query';
import { ReviewForm } from '../reviews/ReviewForm';
import reviewCss from '../reviews/review.module.css';
import { useMoment } from '../security/useMoment';
import { useSession } from '../session/session';
import { Pending } from '../ui/Pending';
import NotFound from './NotFound';

/** What the contact thinks of the organisation, for its editors. */
export default function Review() {
  const { abilities } = useSession();
  return abilities.reviews ? <Open /> : <NotFound />;
}

function Open() {
  const { t } = useText();
  const { moment } = useMoment();
  const query = useQuery(reviewQuery);
  const organisation = portal.organisation.name;
  // Switched off meanwhile: the session is being asked again.
  if (hasCode(query.error, 'preference-off')) return <NotFound />;
  const review = query.isFetchedAfterMount ? query.data?.review : undefined;
  return (
    <Page title={t('review.title')}>
      <p className={css.muted}>{t('review.intro', { organisation })}</p>
      {review?.reply && (
        <section className={css.panel} aria-labelledby="review-reply">
          <h2 id="review-reply">{t('review.reply', { organisation })}</h2>
          <p className={reviewCss.reply}>{review.reply.text}</p>
          <p className="small">{moment(review.reply.at)}</p>
        </section>
      )}
      {review !== undefined && (
        <section className={css.panel} aria-label={t('review.title')}>
          {review && <p className={css.muted}>{t('review.written', { moment: moment(review.writtenAt) })}</p>}
          <ReviewForm review={review} />
        </section>
      )}
      {review === undefined && (
        <Pending query={{ ...query, data: undefined }} shapes={['short', 'control', 'short', 'card', 'control']} className={css.panel} />
      )}
    </Page>
  );
}
