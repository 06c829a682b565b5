import { z } from 'zod';
import { endpoint } from '../endpoint';
import { documentId } from '../schemas';
import { tabPlace } from '../../settings/custom-tab';

export const portalTab = z.strictObject({ id: documentId, name: z.string(), url: z.string(), place: tabPlace });
export type PortalTab = z.output<typeof portalTab>;

export const tabsContract = {
  find: endpoint({
    id: 'tabs.find',
    method: 'GET',
    path: '/tabs',
    access: { kind: 'signed-in' },
    summary: "Custom tabs that the customer's kind sees, in order.",
    response: z.array(portalTab),
  }),
} as const;
