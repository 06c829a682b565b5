import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { portalModule } from './modules';
import { portalTab } from './tabs';

export const navigation = z.strictObject({
  /** Types that were issued to the customer, of those that are open to the contact. */
  documents: z.array(z.enum(DOCUMENT_TYPES)),
  /** There are payments to see: the customer has some, or can pay. */
  payments: z.boolean(),
  modules: z.array(portalModule),
  tabs: z.array(portalTab),
});
export type Navigation = z.output<typeof navigation>;

export const navigationContract = resource('navigation', {
  find: endpoint('GET /navigation', {
    access: { kind: 'signed-in' },
    summary: 'Where the contact can go for its customer: types of documents, payments, modules and custom tabs, each in order.',
    response: navigation,
  }),
});
