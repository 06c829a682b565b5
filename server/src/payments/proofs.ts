import type { Readable } from 'node:stream';
import type { PaymentDetail, PaymentProof } from '../../../plugin/contract/customer/payments';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { isProofType, PROOF_BYTES_MAX, PROOFS_MAX } from '../../../plugin/payments/limits';
import { activityOf } from '../activity';
import { createIntake, createUpkeep, mostBytes } from '../customer-files';
import { documentsOf } from '../documents';
import type { Download } from '../kernel/binder';
import type { Http } from '../kernel/http';
import type { Once } from '../kernel/idempotency';
import { repository } from '../kernel/repository';
import { platformOf } from '../platform';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import { countAll, createLimiter } from '../platform/limits';
import { tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { isAwaited, isMine, ownPayment } from './access';
import { calledBy, isSeen, isSender, proofOf, senderOf, type Sender } from './proof-senders';
import { paymentRows, proofRows, type PaymentRow, type ProofRow, type LoadedPayment } from './rows';
import type { PaymentStore } from './store';

/** Files that one link keeps, of all payments that were begun with it. */
const MOST_OF_LINK = 20;
/** Files that are sent within an hour by one link, and from one client address by links. */
const BY_LINK = { name: 'payments:proof-link', points: 30, windowSeconds: 3600 };
const BY_ADDRESS = { name: 'payments:proof-address', points: 60, windowSeconds: 3600 };
/** Days that the proofs of a payment are kept that came to nothing: its money may come yet. */
const KEPT_DAYS = 90;
/** Payments whose proofs one clean-up removes. */
const AT_ONCE = 200;

function requireProof({ mime }: { mime: string }): void {
  if (!isProofType(mime)) throw fieldError(['file'], 'wrong-file-kind', 'A proof is a PDF, a PNG or a JPEG.');
}

/**
 * Files by which customers show that they have transferred the money. What may be sent and removed is decided while the
 * customer is held, as whatever settles a payment does: neither comes between.
 */
export function createProofs(strapi: Strapi, store: PaymentStore) {
  const rows = proofRows(strapi);
  const { files } = platformOf(strapi);
  const intake = createIntake(strapi);
  const upkeep = createUpkeep(strapi, UID.paymentProof);
  const [byLink, byAddress] = [createLimiter(strapi, BY_LINK), createLimiter(strapi, BY_ADDRESS)];
  const own = (party: Sender) => repository<ProofRow>(strapi, party, { uid: UID.paymentProof, customer: 'customer' });
  const of = (payment: string): Promise<ProofRow[]> => rows.findMany({ where: { payment }, orderBy: { id: 'asc' } });
  const fileBytes = (): number => Math.min(PROOF_BYTES_MAX, mostBytes(strapi));

  /** The payment waits, asked while its customer is held. @throws PortalError `conflict` */
  async function requireAwaited(payment: string): Promise<void> {
    const row = await paymentRows(strapi).findOne({ where: { documentId: payment } });
    if (!row || !isAwaited(row)) throw new PortalError('conflict');
  }

  async function note(party: Sender, payment: LoadedPayment, kind: 'added' | 'removed', http: Http, name: string): Promise<void> {
    const contact = party.by === 'session' ? party.contact : 'contact' in party.holder ? party.holder.contact : null;
    await store.note(payment.documentId, { kind: `proof-${kind}` });
    await activityOf(strapi).record({
      kind: `payment-proof-${kind}` satisfies ActivityKind,
      email: contact?.email ?? '',
      ...(contact && { contactId: contact.id }),
      client: { ip: http.ip, userAgent: http.userAgent },
      detail: `${payment.description ?? ''}: ${name}`.slice(0, 250),
    });
  }

  async function load(party: Sender, payment: string, proof: string): Promise<ProofRow> {
    const row = await own(party).one({ documentId: proof, payment });
    if (!row || !isSeen(party, row)) throw new PortalError('not-found');
    return row;
  }

  async function opened(row: ProofRow | null): Promise<Download> {
    const open = row && (await files.open(row.key));
    if (!row || !open) throw new PortalError('not-found');
    return { open, name: row.name, mime: row.mime, size: row.size, etag: row.documentId };
  }

  return {
    of,

    /** How many there are of each payment. */
    async countOf(payments: readonly string[]): Promise<Map<string, number>> {
      const counts = new Map<string, number>();
      if (payments.length === 0) return counts;
      for (const { payment } of await rows.findMany({ where: { payment: { $in: [...payments] } }, select: ['payment'] }))
        counts.set(payment, (counts.get(payment) ?? 0) + 1);
      return counts;
    },

    /** Those of a payment as its page shows them. `party`: who looks; null for the team's code. */
    async shown(payment: PaymentRow, party: Sender | null): Promise<PaymentDetail['proofs']> {
      const awaited = isAwaited(payment);
      const found = (await of(payment.documentId)).filter((proof) => party === null || isSeen(party, proof));
      if (!awaited && found.length === 0) return null;
      return {
        rows: found.map((proof) => ({ ...proofOf(proof), mayRemove: awaited && party !== null && isSender(party, proof) })),
        mayAdd: awaited && party !== null && isMine(party, payment),
        most: PROOFS_MAX,
        fileBytes: fileBytes(),
      };
    },

    /** @throws PortalError `not-found`, `not-allowed`, `conflict`, `invalid-request`, `body-too-large`, `no-room`, `too-many-requests` */
    async add(
      party: Sender,
      id: string,
      name: string,
      source: Readable,
      { http, once }: { http: Http; once: Once },
    ): Promise<PaymentProof> {
      const payment = await ownPayment(strapi, party, id);
      if (!isMine(party, payment)) throw new PortalError('not-allowed');
      if (!isAwaited(payment)) throw new PortalError('conflict');
      if (party.by === 'link')
        await countAll(strapi, [
          [byLink, String(party.link)],
          [byAddress, http.ip],
        ]);
      const { shown } = await intake.take<ProofRow & { shown: PaymentProof }>({
        customer: party.customer.id,
        contact: party.by === 'session' ? party.contact.id : null,
        name,
        most: PROOF_BYTES_MAX,
        source,
        check: requireProof,
        async write(file, sha256) {
          let row: ProofRow | undefined;
          const shown = await once(async () => {
            await requireAwaited(id);
            if ((await rows.count({ where: { payment: id } })) >= PROOFS_MAX)
              throw fieldError(['file'], 'too-many', `A transfer has at most ${PROOFS_MAX} proofs.`);
            if (party.by === 'link' && (await rows.count({ where: { link: party.link } })) >= MOST_OF_LINK)
              throw new PortalError('no-room');
            const by = calledBy(party).slice(0, 255);
            const data = { ...file, sha256, payment: id, ...senderOf(party), by, addedAt: now(strapi) };
            row = await own(party).create(data);
            await note(party, payment, 'added', http, file.name);
            return { ...proofOf(row), mayRemove: true };
          });
          if (!row) throw new Error('A proof was sent, and there is no row of it.');
          return { ...row, shown };
        },
        async discard({ id: written }) {
          await own(party).remove(written, {});
          await once.forget();
        },
      });
      return shown;
    },

    async download(party: Sender, payment: string, proof: string): Promise<Download> {
      await ownPayment(strapi, party, payment);
      return opened(await load(party, payment, proof));
    },

    /** For editors, of a payment that they see. */
    downloadOf: async (payment: string, proof: string): Promise<Download> =>
      opened(await rows.findOne({ where: { documentId: proof, payment } })),

    /** @throws PortalError `not-found`, `not-allowed` where somebody else sent it, `conflict` where the transfer waits no more */
    async remove(party: Sender, id: string, proof: string, http: Http): Promise<{ id: string }> {
      const payment = await ownPayment(strapi, party, id);
      const row = await load(party, id, proof);
      await retrying(strapi, async () => {
        await documentsOf(strapi).money.holdPurse(party.customer.id);
        await requireAwaited(id);
        if (!(await own(party).remove(row.id, senderOf(party)))) throw new PortalError('not-allowed');
        await files.removeLater([row.key]);
        await note(party, payment, 'removed', http, row.name);
      });
      return { id: proof };
    },

    /** Removes those whose customer was deleted past Strapi, which keeps one with issued documents, and of payments that came to nothing long ago. */
    async cleanUp(): Promise<void> {
      await upkeep.removeOrphans();
      const before = plusSeconds(now(strapi), -KEPT_DAYS * 24 * 3600);
      const over: { payment: string }[] = await strapi.db.connection
        .from({ f: tableName(strapi, UID.paymentProof) })
        .innerJoin({ p: tableName(strapi, UID.payment) }, 'p.document_id', 'f.payment')
        .whereIn('p.state', ['canceled', 'failed'])
        .where('p.settled_at', '<', before)
        .limit(AT_ONCE)
        .select({ payment: 'f.payment' });
      if (over.length > 0) await upkeep.removeOf({ payment: { $in: over.map(({ payment }) => payment) } });
    },
  };
}

export type Proofs = ReturnType<typeof createProofs>;
