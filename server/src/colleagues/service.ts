import { COLLEAGUES_PAGE, type Colleague, type colleaguesContract } from '../../../plugin/contract/customer/colleagues';
import type { InputOf } from '../../../plugin/contract/endpoint';
import { allows, rightsOf, rolesToGive, type Role } from '../../../plugin/rights';
import { activityOf, type Client } from '../activity';
import { activeAmong } from '../customers';
import type { Once } from '../kernel/idempotency';
import type { SessionParty } from '../kernel/party';
import { repository } from '../kernel/repository';
import { platformOf } from '../platform';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { countAll, createLimiter, type Counted } from '../platform/limits';
import { asPlugin } from '../platform/own-writes';
import { createDocument, serviceOf, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import { INVITE, type Invitation } from './invite-job';
import { REMOVE_UNUSED, type Unused } from './remove-unused';
import { addressOf, isAwaited, isSomebody, mayChange, presentColleague, type MemberRow, type Viewer } from './rows';
import { deleteMembership } from './store';

type Person = InputOf<(typeof colleaguesContract)['create']>['body'];

const HOUR = 3600;
/** Invitations that a contact, and a customer together, has us send, and those to one address. */
const BY_CONTACT = { name: 'colleague:contact', points: 20, windowSeconds: HOUR };
const BY_CUSTOMER = { name: 'colleague:customer', points: 50, windowSeconds: 24 * HOUR };
const TO_ADDRESS = { name: 'colleague:address', points: 5, windowSeconds: 24 * HOUR };

/**
 * Who acts for a customer, as its owners change it. Changes run under the lock of the customer's row, as editors' do, and
 * ask there once more whether the caller still manages people: of two owners who remove each other one stays, and who
 * cannot touch itself never leaves a customer without an owner.
 */
export function createColleagues(strapi: Strapi) {
  const limits = {
    contact: createLimiter(strapi, BY_CONTACT),
    customer: createLimiter(strapi, BY_CUSTOMER),
    address: createLimiter(strapi, TO_ADDRESS),
  };
  const own = (party: SessionParty) => repository<MemberRow>(strapi, party, { uid: UID.membership, customer: 'customer' });
  const everybody = async (party: SessionParty): Promise<MemberRow[]> =>
    (await own(party).list({ populate: { contact: true }, orderBy: { id: 'asc' } })).filter(isSomebody);

  async function viewerOf({ contact, customer }: SessionParty): Promise<Viewer & { most: number }> {
    const { peopleRoles, peopleMost, timeZone } = await settingsOf(strapi).preferences();
    return { contact, roles: rolesToGive(customer.rights, peopleRoles), timeZone, most: peopleMost };
  }

  async function present(party: SessionParty, rows: readonly MemberRow[]): Promise<Colleague[]> {
    const active = await activeAmong(
      strapi,
      rows.flatMap(({ contact }) => contact?.id ?? []),
    );
    const viewer = await viewerOf(party);
    return rows.map((row) => presentColleague(row, active, viewer));
  }

  async function describe(party: SessionParty, documentId: string): Promise<Colleague> {
    const row = await own(party).one(documentId, { populate: { contact: true } });
    const [colleague] = row ? await present(party, [row]) : [];
    if (!colleague) throw new PortalError('not-found');
    return colleague;
  }

  /** Does something with the customer's people, which nobody else changes meanwhile, as long as the caller manages them. */
  const managing = <T>(party: SessionParty, work: () => Promise<T>): Promise<T> =>
    retrying(strapi, async () => {
      await hold(strapi, UID.customer, { id: party.customer.id });
      const mine = await own(party).list({ where: { contact: party.contact.id } });
      if (!mine.some(({ role }) => allows(rightsOf(role), 'people.write'))) throw new PortalError('not-allowed');
      return work();
    });

  /** @throws PortalError `not-found` for another customer's, `not-allowed` for oneself and for who is the team's to change */
  async function changeable(party: SessionParty, documentId: string): Promise<MemberRow> {
    const row = await own(party).one(documentId, { populate: { contact: true } });
    if (!row || !isSomebody(row)) throw new PortalError('not-found');
    if (!mayChange(row, await viewerOf(party))) throw new PortalError('not-allowed');
    return row;
  }

  async function requireRole(party: SessionParty, role: Role): Promise<void> {
    if (!(await viewerOf(party)).roles.includes(role)) throw new PortalError('not-allowed');
  }

  const counted = ({ contact, customer }: SessionParty, email: string): Counted[] => [
    [limits.contact, String(contact.id)],
    [limits.customer, String(customer.id)],
    [limits.address, `${customer.id}:${email}`],
  ];

  type Kind = 'colleague-invited' | 'colleague-changed' | 'colleague-removed';
  const note = ({ contact, customer }: SessionParty, client: Client, kind: Kind, ...detail: string[]): Promise<void> =>
    activityOf(strapi).record({
      kind,
      email: contact.email,
      contactId: contact.id,
      client: { ip: client.ip, userAgent: client.userAgent },
      detail: `${customer.name}: ${detail.join(', ')}`,
    });

  const send = (invitation: Invitation) => platformOf(strapi).jobs.add(INVITE, invitation);

  return {
    async find(party: SessionParty, { page = 1 }: { page?: number }) {
      const rows = await everybody(party);
      const { roles, most } = await viewerOf(party);
      const shown = rows.slice((page - 1) * COLLEAGUES_PAGE, page * COLLEAGUES_PAGE);
      return { rows: await present(party, shown), page, total: rows.length, roles: [...roles], most };
    },

    /** Invites somebody; the contact is found or made afterwards, so that nothing here tells whether there was one. */
    async invite(party: SessionParty, { email, role, ...person }: Person, client: Client, once: Once): Promise<Colleague> {
      await requireRole(party, role);
      await countAll(strapi, counted(party, email));
      return managing(party, () =>
        once(async () => {
          const present = await everybody(party);
          if (present.some((row) => addressOf(row) === email)) throw new PortalError('already-member');
          if (present.length >= (await viewerOf(party)).most) throw new PortalError('no-room');
          const made = await asPlugin(() =>
            createDocument(strapi, UID.membership, {
              customer: party.customer.documentId,
              role,
              label: `${email} · ${party.customer.name}`.slice(0, 255),
              invitedEmail: email,
              invitedName: [person.firstName, person.lastName].filter(Boolean).join(' ') || email,
            }),
          );
          await note(party, client, 'colleague-invited', email, role);
          await send({ membership: made.documentId, person });
          return describe(party, made.documentId);
        }),
      );
    },

    /** Sends the invitation again. */
    async resend(party: SessionParty, documentId: string, client: Client, once: Once): Promise<Colleague> {
      await countAll(strapi, counted(party, addressOf(await changeable(party, documentId))));
      return managing(party, () =>
        once(async () => {
          const { mayInvite, email, role } = await describe(party, documentId);
          if (!mayInvite) throw new PortalError('conflict');
          await note(party, client, 'colleague-invited', email, role);
          await send({ membership: documentId });
          return describe(party, documentId);
        }),
      );
    },

    async changeRole(party: SessionParty, documentId: string, role: Role, client: Client): Promise<Colleague> {
      await requireRole(party, role);
      return managing(party, async () => {
        const row = await changeable(party, documentId);
        if (row.role !== role) {
          await own(party).save(documentId, { role });
          await note(party, client, 'colleague-changed', addressOf(row), role);
        }
        return describe(party, documentId);
      });
    },

    /** Ends that somebody acts for the customer, and its sessions for it; those for other customers go on. */
    remove: (party: SessionParty, documentId: string, client: Client): Promise<{ id: string }> =>
      managing(party, async () => {
        const row = await changeable(party, documentId);
        await deleteMembership(strapi, documentId);
        if (row.contact) await sessionsOf(strapi).store.endOfMember(row.contact.id, party.customer.id);
        const unused: Unused = { contact: row.contactMade ? (row.contact?.documentId ?? null) : null };
        if (isAwaited(row)) await platformOf(strapi).jobs.add(REMOVE_UNUSED, unused);
        await note(party, client, 'colleague-removed', addressOf(row));
        return { id: documentId };
      }),
  };
}

export const colleaguesOf = serviceOf('colleagues', createColleagues);
