import { z } from 'zod';
import { permission } from '../../permissions';
import { customTabInput, framing, tabAudience, tabOpensIn, tabPlace } from '../../settings/custom-tab';
import { endpoint } from '../endpoint';
import { documentId, instant, revision } from '../schemas';

export const customTab = z.strictObject({
  id: documentId,
  name: z.string(),
  url: z.string(),
  audience: tabAudience,
  enabled: z.boolean(),
  opensIn: tabOpensIn,
  /** What the last look at the site said about framing. */
  framing,
  checkedAt: instant.nullable(),
  /** Where the portal shows it: follows from `opensIn` and `framing`. */
  place: tabPlace,
  revision,
});
export type CustomTab = z.output<typeof customTab>;

const params = z.strictObject({ id: documentId });
const read = { kind: 'editor', permission: permission('settings.tabs.read') } as const;
const update = { kind: 'editor', permission: permission('settings.tabs.update') } as const;

export const customTabsContract = {
  find: endpoint({
    id: 'custom-tabs.find',
    method: 'GET',
    path: '/custom-tabs',
    access: read,
    summary: 'All custom tabs, in order.',
    response: z.array(customTab),
  }),
  create: endpoint({
    id: 'custom-tabs.create',
    method: 'POST',
    path: '/custom-tabs',
    access: update,
    summary: 'Add a tab at the end. The site is asked whether it may be framed.',
    body: customTabInput,
    response: customTab,
    status: 201,
  }),
  /** Declared before `update`: its path would match `/:id` too. */
  reorder: endpoint({
    id: 'custom-tabs.reorder',
    method: 'PUT',
    path: '/custom-tabs/order',
    access: update,
    summary: 'Put the tabs in order. Refused if the list is not the present set of tabs.',
    body: z.strictObject({ ids: z.array(documentId).max(1000) }),
    response: z.array(customTab),
    errors: ['conflict'],
  }),
  check: endpoint({
    id: 'custom-tabs.check',
    method: 'POST',
    path: '/custom-tabs/check',
    access: update,
    summary: 'Ask a site whether it may be framed, without saving anything.',
    body: z.strictObject({ url: z.string().trim().min(1).max(2000) }),
    response: z.strictObject({ framing, place: tabPlace }),
  }),
  update: endpoint({
    id: 'custom-tabs.update',
    method: 'PUT',
    path: '/custom-tabs/:id',
    access: update,
    summary: 'Change a tab. A stale revision is refused.',
    params,
    body: z.strictObject({ ...customTabInput.shape, revision }),
    response: customTab,
    errors: ['conflict', 'not-found'],
  }),
  delete: endpoint({
    id: 'custom-tabs.delete',
    method: 'DELETE',
    path: '/custom-tabs/:id',
    access: update,
    summary: 'Delete a tab.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found'],
  }),
} as const;
