import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { oneOf, pageIn } from '../components/address';

/** Below the admin panel's root, as a menu link of Strapi's wants it. */
export const REVIEWS_LINK = `plugins/${PLUGIN_ID}/reviews`;

export const STARS = ['5', '4', '3', '2', '1'] as const;

/** What is looked for; it stands in the page's address. */
export interface Filter {
  page: number;
  stars: (typeof STARS)[number] | undefined;
}

export const filterIn = (params: URLSearchParams): Filter => ({ page: pageIn(params), stars: oneOf(STARS, params.get('stars')) });

export const addressOf = ({ page, stars }: Filter): Record<string, string> => ({
  ...(page > 1 && { page: String(page) }),
  ...(stars && { stars }),
});

export const queryOf = ({ page, stars }: Filter) => ({ page: String(page), stars });
