import type { Feature } from '../kernel/feature';
import { reviewsHandlers } from './admin';
import { reviewType } from './content-type';
import de from './mails/de.json';
import en from './mails/en.json';
import { reviewHandlers } from './portal';
import { createReviews, reviewsOf } from './service';
import type { Strapi } from '../platform/strapi';

export const reviews = {
  contentTypes: [reviewType],
  services: { reviews: createReviews },
  mails: { en, de },
  customers: { review: reviewHandlers },
  editors: { reviews: reviewsHandlers },
  start: (strapi: Strapi) => reviewsOf(strapi).subscribe(),
  cleanUp: (strapi: Strapi) => reviewsOf(strapi).removeOrphans(),
} satisfies Feature;
