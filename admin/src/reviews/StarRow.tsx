import { Flex, VisuallyHidden } from '@strapi/design-system';
import { Star } from '@strapi/icons';
import { STARS_MAX } from '../../../plugin/vocabulary';
import { useMessages } from '../messages';

/** Stars as pictures, read out as a number. */
export function StarRow({ stars }: { stars: number }) {
  const t = useMessages();
  return (
    <Flex gap={1}>
      <VisuallyHidden>{t('reviews.stars', { count: stars })}</VisuallyHidden>
      {Array.from({ length: STARS_MAX }, (_, at) => (
        <Star key={at} width="16px" height="16px" fill={at < stars ? 'warning500' : 'neutral300'} aria-hidden />
      ))}
    </Flex>
  );
}
