import { z } from 'zod';
import { FORMS } from '../preferences/forms';
import { FRAMING, TAB_AUDIENCES, TAB_OPENS_IN, TAB_PLACES } from '../vocabulary';
import { schemasOf } from './from-catalogue';

export const tabAudience = z.enum(TAB_AUDIENCES);
export const tabPlace = z.enum(TAB_PLACES);
export const tabOpensIn = z.enum(TAB_OPENS_IN);
export const framing = z.enum(FRAMING);

/** What an editor enters for a tab. The URL's rules need the portal's origin and are checked by the server. */
export const customTabInput = z.strictObject({
  ...schemasOf(FORMS.tab),
  url: z.string().trim().min(1, 'is needed').max(FORMS.tab.url.max),
});
export type CustomTabInput = z.output<typeof customTabInput>;
