import { z } from 'zod';
import { ASSETS_PATH, PORTAL_PATH } from '../plugin-id';
import { endpoint } from './endpoint';

const page = { method: 'GET', access: { kind: 'page' }, whilePortalOff: true, answers: { kind: 'page' } } as const;
const name = z.string().max(200);
const below = z.string().max(4000);

/** The portal's own web app. Pages are no API: they stand in no OpenAPI document. */
export const pagesContract = {
  home: endpoint({
    ...page,
    id: 'pages.home',
    path: `${PORTAL_PATH}/:name`,
    summary: 'The page that loads the portal; 404 for every name but the present one.',
    params: z.strictObject({ name }),
    errors: ['not-found'],
  }),
  below: endpoint({
    ...page,
    id: 'pages.below',
    path: `${PORTAL_PATH}/:name/:below(.*)`,
    summary: 'The same page, at every address within the portal.',
    params: z.strictObject({ name, below }),
    errors: ['not-found'],
  }),
  asset: endpoint({
    ...page,
    id: 'pages.asset',
    path: `${ASSETS_PATH}/:file(.*)`,
    summary: "A script, style or font of the portal's build.",
    params: z.strictObject({ file: below }),
    answers: { kind: 'file', as: 'asset' },
    errors: ['not-found'],
  }),
} as const;
