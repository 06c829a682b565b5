import type { peopleContract } from '../../../plugin/contract/editor/people';
import type { EditorActivityKind } from '../../../plugin/activity-kinds';
import { noteOf } from '../activity';
import type { Call, Editor, Handlers } from '../kernel/binder';
import { inTransaction, type Strapi } from '../platform/strapi';
import { createBulkLink } from './bulk-link';
import { customersOf } from './contact-guard';
import { createCustomerList } from './list';
import { peopleOf } from './people';
import { readContact, readCustomer, requireCustomers } from './reading';

export const peopleHandlers = (strapi: Strapi): Handlers<typeof peopleContract> => {
  const bulkLink = createBulkLink(strapi);
  const note = noteOf(strapi);
  const customers = createCustomerList(strapi);

  /** Does something with a contact that the editor reads, with all customers that it acts for: it gets no others meanwhile. */
  const withContact = <T>(editor: Editor, documentId: string, work: () => Promise<T>): Promise<T> =>
    inTransaction(strapi, async () => {
      const { id } = await readContact(strapi, editor, documentId);
      await requireCustomers(strapi, editor, await customersOf(strapi, [id]));
      return work();
    });

  /** Changes the access of a customer that the editor reads, which is noted. */
  const changing =
    (kind: EditorActivityKind, change: (id: string) => Promise<void>) =>
    async ({ params, ...call }: Call<(typeof peopleContract)['invite']>) => {
      const { name } = await readCustomer(strapi, call.editor, params.id);
      await change(params.id);
      await note(call, kind, name);
      return peopleOf(strapi).find(params.id, call.editor);
    };

  return {
    list: ({ query, editor }) => customers.find(editor, query),
    inviteMany: async ({ body, ...call }) => bulkLink.invite(await customers.select(call.editor, body.customers), call),
    async find({ params, editor }) {
      await readCustomer(strapi, editor, params.id);
      return peopleOf(strapi).find(params.id, editor);
    },
    invite: changing('customer-invited', (id) => peopleOf(strapi).invite(id)),
    resendLink: changing('link-resent', (id) => peopleOf(strapi).resendLink(id)),
    async mailContact({ params, editor }) {
      await readCustomer(strapi, editor, params.id);
      await readContact(strapi, editor, params.contact);
      await peopleOf(strapi).mailContact(params.id, params.contact, editor.email);
      return peopleOf(strapi).find(params.id, editor);
    },
    disable: changing('access-disabled', (id) => peopleOf(strapi).disable(id)),
    resetFactors: ({ params, editor }) =>
      withContact(editor, params.id, async () => ({ removed: await peopleOf(strapi).resetFactors(params.id, editor.email) })),
    mailSignInLink: ({ params, editor }) =>
      withContact(editor, params.id, async () => {
        await peopleOf(strapi).mailSignInLink(params.id, editor.email);
        return { sent: true as const };
      }),
    resendLinks: async ({ body, ...call }) => bulkLink.resend(await customers.select(call.editor, body.customers), call),
    findJob: ({ params }) => bulkLink.find(params.id),
  };
};
