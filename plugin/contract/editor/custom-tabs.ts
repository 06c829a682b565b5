import { z } from 'zod';
import { permission } from '../../permissions';
import { customTabInput, framing, tabAudience, tabOpensIn, tabPlace } from '../../settings/custom-tab';
import { endpoint, resource } from '../endpoint';
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

export const customTabsContract = resource('custom-tabs', {
  find: endpoint('GET /custom-tabs', {
    access: read,
    summary: 'All custom tabs, in order.',
    response: z.array(customTab),
  }),
  create: endpoint('POST /custom-tabs', {
    access: update,
    summary: 'Add a tab at the end. The site is asked whether it may be framed.',
    body: customTabInput,
    response: customTab,
    status: 201,
  }),
  /** Declared before `update`: its path would match `/:id` too. */
  reorder: endpoint('PUT /custom-tabs/order', {
    access: update,
    summary: 'Put the tabs in order. Refused if the list is not the present set of tabs.',
    body: z.strictObject({ ids: z.array(documentId).max(1000) }),
    response: z.array(customTab),
    errors: ['conflict'],
  }),
  check: endpoint('POST /custom-tabs/check', {
    access: update,
    summary: 'Ask a site whether it may be framed, without saving anything.',
    body: z.strictObject({ url: z.string().trim().min(1).max(2000) }),
    response: z.strictObject({ framing, place: tabPlace }),
  }),
  update: endpoint('PUT /custom-tabs/:id', {
    access: update,
    summary: 'Change a tab. A stale revision is refused.',
    params,
    body: z.strictObject({ ...customTabInput.shape, revision }),
    response: customTab,
    errors: ['conflict', 'not-found'],
  }),
  delete: endpoint('DELETE /custom-tabs/:id', {
    access: update,
    summary: 'Delete a tab.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found'],
  }),
});
