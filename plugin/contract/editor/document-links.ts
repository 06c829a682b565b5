import { z } from 'zod';
import { LINKED_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { OUTBOX_CHANNELS } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant } from '../schemas';

const params = z.strictObject({ type: z.enum(LINKED_TYPES), document: documentId });
const access = { kind: 'editor', permission: permission('documents.links') } as const;

const publicLink = z.strictObject({ id: documentId, by: z.string(), madeAt: instant, expiresAt: instant });
export type PublicLink = z.output<typeof publicLink>;

/** Whom a link can be sent to; the number masked, null where no text message reaches it. */
const linkContact = z.strictObject({ id: documentId, name: z.string(), email: z.string(), phone: z.string().nullable() });
export type LinkContact = z.output<typeof linkContact>;

export const documentLinksContract = resource('document-links', {
  find: endpoint('GET /documents/:type/:document/links', {
    access,
    summary: 'The public links that open a document now, newest first.',
    params,
    response: z.strictObject({
      /** Whether the settings let links be made, and have their holders prove an address. */
      enabled: z.boolean(),
      verification: z.boolean(),
      /** Whom a link can be sent to: contacts of the customer who read documents. */
      contacts: z.array(linkContact),
      links: z.array(publicLink),
    }),
    errors: ['not-found'],
  }),
  create: endpoint('POST /documents/:type/:document/links', {
    access,
    summary: 'Make a public link to an issued document. Its address is told this once.',
    params,
    response: z.strictObject({ ...publicLink.shape, url: z.string() }),
    status: 201,
    errors: ['not-found', 'not-allowed', 'conflict', 'preference-off', 'no-room'],
  }),
  send: endpoint('POST /documents/:type/:document/links/send', {
    access,
    summary: 'Make a public link and mail or text it to a contact of the customer. Its address is told to nobody else.',
    params,
    body: z.strictObject({ contact: documentId, by: z.enum(OUTBOX_CHANNELS) }),
    response: z.strictObject({ ...publicLink.shape, to: z.string() }),
    status: 201,
    errors: ['not-found', 'not-allowed', 'conflict', 'preference-off', 'no-room', 'too-many-requests'],
  }),
  revoke: endpoint('DELETE /documents/:type/:document/links/:link', {
    access,
    summary: 'Close a public link at once.',
    params: z.strictObject({ ...params.shape, link: documentId }),
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed'],
  }),
});
