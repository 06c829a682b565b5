import type { peopleContract } from '../../../plugin/contract/editor/people';
import { noteOf } from '../activity';
import type { Editor, Handlers } from '../kernel/binder';
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

  return {
    list: ({ query, editor }) => customers.find(editor, query),
    inviteMany: async ({ body, ...call }) => bulkLink.invite(await customers.select(call.editor, body.customers), call),
    async find({ params, editor }) {
      await readCustomer(strapi, editor, params.id);
      return peopleOf(strapi).find(params.id, editor);
    },
    async invite({ params, ...call }) {
      const { name } = await readCustomer(strapi, call.editor, params.id);
      await peopleOf(strapi).invite(params.id);
      await note(call, 'customer-invited', name);
      return peopleOf(strapi).find(params.id, call.editor);
    },
    async resendLink({ params, ...call }) {
      const { name } = await readCustomer(strapi, call.editor, params.id);
      await peopleOf(strapi).resendLink(params.id);
      await note(call, 'link-resent', name);
      return peopleOf(strapi).find(params.id, call.editor);
    },
    async mailContact({ params, editor }) {
      await readCustomer(strapi, editor, params.id);
      await readContact(strapi, editor, params.contact);
      await peopleOf(strapi).mailContact(params.id, params.contact, editor.email);
      return peopleOf(strapi).find(params.id, editor);
    },
    async disable({ params, ...call }) {
      const { name } = await readCustomer(strapi, call.editor, params.id);
      await peopleOf(strapi).disable(params.id);
      await note(call, 'access-disabled', name);
      return peopleOf(strapi).find(params.id, call.editor);
    },
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
