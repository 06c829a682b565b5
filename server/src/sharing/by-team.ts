import type { Readable } from 'node:stream';
import { CUSTOMER_FILES_PAGE, type CustomerFile } from '../../../plugin/contract/editor/customer-files';
import { isOn } from '../../../plugin/preferences';
import { createIntake, mostBytes } from '../customer-files';
import { contactMailOf } from '../customers';
import type { Download } from '../kernel/binder';
import { platformOf } from '../platform';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { inTransaction, table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { customerFileOf, requireShareable, type SharedFileRow } from './present';

/** A customer that the editor's role reads. */
export interface Customer {
  id: number;
  documentId: string;
  name: string;
}

/** What editors do with the files of a customer that they read. */
export function createTeamFiles(strapi: Strapi) {
  const rows = table<SharedFileRow>(strapi, UID.sharedFile);
  const { files } = platformOf(strapi);
  const intake = createIntake(strapi);

  async function load(customer: Customer, documentId: string): Promise<SharedFileRow> {
    const row = await rows.findOne({ where: { documentId, customer: customer.id }, populate: { contact: { select: ['id'] } } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  async function requireOpen(): Promise<void> {
    if (!isOn(await settingsOf(strapi).preferences(), 'sharedFiles')) throw new PortalError('preference-off');
  }

  return {
    async find(customer: Customer, { page = 1 }: { page?: number }) {
      const where = { customer: customer.id };
      const found = await rows.findMany({
        where,
        orderBy: [{ sharedAt: 'desc' }, { id: 'desc' }],
        limit: CUSTOMER_FILES_PAGE,
        offset: (page - 1) * CUSTOMER_FILES_PAGE,
      });
      return {
        rows: found.map(customerFileOf),
        page,
        total: await rows.count({ where }),
        fileBytes: mostBytes(strapi),
        open: isOn(await settingsOf(strapi).preferences(), 'sharedFiles'),
      };
    },

    async download(customer: Customer, id: string): Promise<Download> {
      const row = await load(customer, id);
      const open = await files.open(row.key);
      if (!open) throw new PortalError('not-found');
      return { open, name: row.name, mime: row.mime, size: row.size, etag: row.documentId };
    },

    /** Contacts whose role reads documents are told, once the file is there. */
    async share(customer: Customer, name: string, source: Readable, editor: string): Promise<CustomerFile> {
      await requireOpen();
      const row = await intake.take<SharedFileRow>({
        customer: customer.id,
        contact: null,
        name,
        source,
        check: requireShareable,
        async write(file) {
          const data = { ...file, customer: customer.id, byTeam: true, by: editor.slice(0, 255), sharedAt: now(strapi) };
          const created = await rows.create({ data });
          await contactMailOf(strapi).tellReaders(customer, 'file-received', { path: '/files', more: { title: file.name } });
          return created;
        },
        discard: ({ id }) => rows.deleteMany({ where: { id } }),
      });
      return customerFileOf(row);
    },

    async comment(customer: Customer, id: string, text: string, editor: string): Promise<CustomerFile> {
      await requireOpen();
      const row = await load(customer, id);
      await inTransaction(strapi, async () => {
        const data = row.byTeam ? { note: text } : { answer: text, answeredAt: now(strapi), answeredBy: editor };
        if ((await rows.updateMany({ where: { id: row.id }, data })).count !== 1) throw new PortalError('not-found');
        if (row.byTeam || !row.contact || row.answer === text) return;
        await contactMailOf(strapi).tell({ contact: row.contact.id, customer }, 'file-answered', {
          path: '/files',
          more: { title: row.name, note: text },
        });
      });
      return customerFileOf(await load(customer, id));
    },

    async remove(customer: Customer, id: string): Promise<string> {
      const row = await load(customer, id);
      await inTransaction(strapi, async () => {
        if ((await rows.deleteMany({ where: { id: row.id } })).count !== 1) throw new PortalError('not-found');
        await files.removeLater([row.key]);
      });
      return row.name;
    },
  };
}
