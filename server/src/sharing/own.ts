import type { Readable } from 'node:stream';
import { SHARED_FILES_PAGE, type SharedFile } from '../../../plugin/contract/customer/shared-files';
import { allows } from '../../../plugin/rights';
import { activityOf, type Client } from '../activity';
import { createIntake, mostBytes } from '../customer-files';
import type { Download } from '../kernel/binder';
import type { Once } from '../kernel/idempotency';
import { nameOf, type SessionParty } from '../kernel/party';
import { repository } from '../kernel/repository';
import { notificationsOf } from '../notifications';
import { platformOf } from '../platform';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { requireShareable, sharedFileOf, type SharedFileRow } from './present';

/** Whoever manages a customer's people (an owner) may also tidy up after them. */
const isOwner = ({ customer }: SessionParty): boolean => allows(customer.rights, 'people.write');

/** What contacts do with the files of their customer: the customer is part of every statement. */
export function createOwnSharedFiles(strapi: Strapi) {
  const { files } = platformOf(strapi);
  const intake = createIntake(strapi);
  const of = (party: SessionParty) => repository<SharedFileRow>(strapi, party, { uid: UID.sharedFile, customer: 'customer' });
  const WITH = { populate: { contact: { select: ['id'] } } };

  /** A file that the contact may change, as a condition: part of the statement that changes it. */
  const changeable = (party: SessionParty) => ({ byTeam: false, ...(!isOwner(party) && { contact_id: party.contact.id }) });

  async function presenter(party: SessionParty): Promise<(row: SharedFileRow) => SharedFile> {
    const { organisationName } = await settingsOf(strapi).preferences();
    const writes = allows(party.customer.rights, 'documents.write');
    const may = (row: SharedFileRow): boolean => writes && !row.byTeam && (isOwner(party) || row.contact?.id === party.contact.id);
    return (row) => sharedFileOf(row, organisationName, may(row));
  }

  async function load(party: SessionParty, id: string): Promise<SharedFileRow> {
    const row = await of(party).one(id, WITH);
    if (!row) throw new PortalError('not-found');
    return row;
  }

  const note = (party: SessionParty, kind: 'file-shared' | 'file-removed', client: Client, name: string): Promise<void> =>
    activityOf(strapi).record({
      kind,
      email: party.contact.email,
      contactId: party.contact.id,
      client: { ip: client.ip, userAgent: client.userAgent },
      detail: name,
    });

  return {
    async find(party: SessionParty, { page = 1 }: { page?: number }) {
      const present = await presenter(party);
      const rows = await of(party).list({
        ...WITH,
        orderBy: [{ sharedAt: 'desc' }, { id: 'desc' }],
        limit: SHARED_FILES_PAGE,
        offset: (page - 1) * SHARED_FILES_PAGE,
      });
      return {
        rows: rows.map(present),
        page,
        total: await of(party).count(),
        fileBytes: mostBytes(strapi),
        mayShare: allows(party.customer.rights, 'documents.write'),
      };
    },

    async share(
      party: SessionParty,
      name: string,
      source: Readable,
      { client, once }: { client: Client; once: Once },
    ): Promise<SharedFile> {
      const { customer, contact } = party;
      const present = await presenter(party);
      const { shown } = await intake.take<SharedFileRow & { shown: SharedFile }>({
        customer: customer.id,
        contact: contact.id,
        name,
        source,
        check: requireShareable,
        async write(file) {
          const data = { ...file, contact: contact.id, byTeam: false, by: nameOf(contact).slice(0, 255), sharedAt: now(strapi) };
          let row: SharedFileRow | undefined;
          const shown = await once(async () => {
            row = await of(party).create(data);
            await note(party, 'file-shared', client, file.name);
            const path = `/content-manager/collection-types/${UID.customer}/${customer.documentId}`;
            await notificationsOf(strapi).tell('files', { event: 'file', customer: customer.name, title: '', path });
            return present(await load(party, row.documentId));
          });
          if (!row) throw new Error('A file was shared, and there is no row of it.');
          return { ...row, shown };
        },
        async discard({ id }) {
          await of(party).remove(id, {});
          await once.forget();
        },
      });
      return shown;
    },

    async download(party: SessionParty, id: string): Promise<Download> {
      const row = await load(party, id);
      const open = await files.open(row.key);
      if (!open) throw new PortalError('not-found');
      return { open, name: row.name, mime: row.mime, size: row.size, etag: row.documentId };
    },

    /** @throws PortalError `not-allowed` where it is a colleague's or the team's */
    async write(party: SessionParty, id: string, text: string): Promise<SharedFile> {
      const row = await load(party, id);
      if (!(await of(party).transition(row.id, changeable(party), { note: text }))) throw new PortalError('not-allowed');
      return (await presenter(party))(await load(party, id));
    },

    /** @throws PortalError `not-allowed` where it is a colleague's or the team's */
    async remove(party: SessionParty, id: string, client: Client): Promise<{ id: string }> {
      const row = await load(party, id);
      await inTransaction(strapi, async () => {
        if (!(await of(party).remove(row.id, changeable(party)))) throw new PortalError('not-allowed');
        await files.removeLater([row.key]);
        await note(party, 'file-removed', client, row.name);
      });
      return { id };
    },
  };
}
