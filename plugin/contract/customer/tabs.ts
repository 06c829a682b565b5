import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { tabPlace } from '../../settings/custom-tab';

export const portalTab = z.strictObject({ id: documentId, name: z.string(), url: z.string(), place: tabPlace });
export type PortalTab = z.output<typeof portalTab>;

export const tabsContract = resource('tabs', {
  find: endpoint('GET /tabs', {
    access: { kind: 'signed-in' },
    summary: "Custom tabs that the customer's kind sees, in order.",
    response: z.array(portalTab),
  }),
});
