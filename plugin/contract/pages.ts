import { z } from 'zod';
import { ASSETS_PATH, PORTAL_PATH } from '../plugin-id';
import { endpoint, resource } from './endpoint';

const page = { access: { kind: 'page' }, whilePortalOff: true, answers: { kind: 'page' } } as const;
const name = z.string().max(200);
const below = z.string().max(4000);

/** The portal's own web app. Pages are no API: they stand in no OpenAPI document. */
export const pagesContract = resource('pages', {
  home: endpoint(`GET ${PORTAL_PATH}/:name`, {
    ...page,
    summary: 'The page that loads the portal; 404 for every name but the present one.',
    params: z.strictObject({ name }),
    errors: ['not-found'],
  }),
  below: endpoint(`GET ${PORTAL_PATH}/:name/:below(.*)`, {
    ...page,
    summary: 'The same page, at every address within the portal.',
    params: z.strictObject({ name, below }),
    errors: ['not-found'],
  }),
  asset: endpoint(`GET ${ASSETS_PATH}/:file(.*)`, {
    ...page,
    summary: "A script, style or font of the portal's build.",
    params: z.strictObject({ file: below }),
    answers: { kind: 'file', as: 'asset' },
    errors: ['not-found'],
  }),
});
