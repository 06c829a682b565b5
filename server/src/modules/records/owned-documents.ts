import { errors } from '@strapi/utils';
import type { SessionParty } from '../../kernel/party';
import { repository, type Repository } from '../../kernel/repository';
import { now } from '../../platform/clock';
import { documentsOf } from '../../platform/documents';
import { table, type Row, type Strapi, type Where } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { localeOf } from '../document';
import type { ModuleParts } from './parts';
import type { RecordRow } from './record-row';
import type { Upkeep } from './upkeep';

/**
 * Documents of one content type that belong to a customer: another's are not there. Of the published
 * version, in the contact's language, else the default one, else any that there is. Where the module of the content type
 * shows contacts only what they made themselves, so does this.
 */
export interface OwnedDocuments {
  /** The newest first; at most 100 at once, 25 unless said otherwise. */
  find(options?: { limit?: number; start?: number }): Promise<Row[]>;
  /** Null when it is another customer's, not published, or not there. */
  findOne(documentId: string): Promise<Row | null>;
  count(): Promise<number>;
  /**
   * Changes a document through the Document Service and publishes it; null when `findOne` gives null.
   * What the draft holds besides is published with it.
   * @throws Strapi's ValidationError when the content type does not take the values
   */
  update(documentId: string, data: Record<string, unknown>): Promise<Row | null>;
  /**
   * Makes a document that the team's own code created the customer's, for good. A draft appears when it
   * is published.
   * @throws Strapi's NotFoundError when it is another customer's, or not there
   */
  claim(documentId: string): Promise<void>;
}

/** Documents of one answer: most, and unless asked otherwise. */
const MOST = 100;
const USUAL = 25;

/** A whole number within limits, whatever a query string made of it. */
const whole = (value: number | undefined, usual: number, most: number): number =>
  Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value ?? usual), 0), most) : usual;

/** For a team's own code: any content type, scoped to its portal owner. */
export function ownedDocuments(
  strapi: Strapi,
  {
    catalogue,
    languages,
    publishing,
    store,
    upkeep,
  }: Pick<ModuleParts, 'catalogue' | 'languages' | 'publishing' | 'store'> & { upkeep: Upkeep },
  party: SessionParty,
  uid: string,
): OwnedDocuments {
  const documents = documentsOf(strapi, uid);

  /** The customer's records of the type that are published. */
  async function mine(): Promise<Repository<RecordRow>> {
    const module = await catalogue.of(uid);
    return repository<RecordRow>(strapi, party, {
      uid: UID.record,
      customer: 'customer',
      ...(module?.row.seen === 'own' && { contact: 'contact' }),
      within: { contentType: uid, live: true, document: { $notNull: true } },
    });
  }

  const order = (): Promise<string[]> => languages.of({ localized: catalogue.isLocalized(uid) }, party.contact.language);

  const isMine = async (documentId: unknown): Promise<boolean> =>
    typeof documentId === 'string' && (await (await mine()).count({ document: documentId })) > 0;

  /** A language that a document is published in, for those that lack the contact's and the default one. */
  const anyLanguage = async (documentId: string): Promise<string[]> => {
    if (!catalogue.isLocalized(uid)) return [];
    const row = await table<Row>(strapi, uid).findOne({ where: { documentId, publishedAt: { $notNull: true } }, orderBy: { id: 'asc' } });
    return typeof row?.locale === 'string' ? [row.locale] : [];
  };

  /** A published version, in the best of the contact's languages, and which that is. */
  async function published(documentId: string): Promise<{ row: Row; language: string } | null> {
    for (const language of [...(await order()), ...(await anyLanguage(documentId))]) {
      const row = await documents.findOne({ documentId, status: 'published', ...localeOf(language) });
      if (row) return { row, language };
    }
    return null;
  }

  return {
    async find({ limit, start } = {}) {
      const most = whole(limit, USUAL, MOST);
      // Strapi takes no limit for all there are.
      if (most === 0) return [];
      const listed = await (
        await mine()
      ).list({
        select: ['id', 'document'],
        orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
        limit: most,
        offset: whole(start, 0, Number.MAX_SAFE_INTEGER),
      });
      const ids = listed.flatMap(({ document }) => document ?? []);
      const found = new Map<string, Row>();
      for (const language of await order()) {
        const missing = ids.filter((id) => !found.has(id));
        if (missing.length === 0) break;
        const query = { status: 'published', ...localeOf(language), filters: { documentId: { $in: missing } }, limit: MOST } as const;
        for (const row of await documents.findMany(query)) found.set(row.documentId, row);
      }
      for (const id of ids.filter((one) => catalogue.isLocalized(uid) && !found.has(one))) {
        const version = await published(id);
        if (version) found.set(id, version.row);
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    findOne: async (documentId) => ((await isMine(documentId)) ? ((await published(documentId))?.row ?? null) : null),

    count: async () => (await mine()).count(),

    async update(documentId, data) {
      const version = (await isMine(documentId)) ? await published(documentId) : null;
      if (!version) return null;
      await documents.update({ documentId, data, status: 'published', ...localeOf(version.language) });
      return (await published(documentId))?.row ?? null;
    },

    async claim(documentId) {
      const known = (where: Where): Promise<number> => strapi.db.query(uid).count({ where: { documentId: String(documentId), ...where } });
      if ((await known({})) === 0) throw new errors.NotFoundError();
      const ownerOf = async (): Promise<number | undefined> =>
        (await store.rows.findOne({ where: { document: documentId }, populate: { customer: { select: ['id'] } } }))?.customer?.id;
      const check = (customer: number): void => {
        if (customer !== party.customer.id) throw new errors.NotFoundError();
      };
      const before = await ownerOf();
      if (before !== undefined) {
        check(before);
        return;
      }
      const live = (await known({ publishedAt: { $notNull: true } })) > 0;
      const data = {
        contentType: uid,
        contact: party.contact.id,
        state: live ? 'approved' : 'unpublished',
        document: documentId,
        live,
        changedAt: now(strapi),
        revision: 1,
        language: (await anyLanguage(documentId))[0] ?? null,
        ...(live && (await publishing.excerpts(await catalogue.shapeOf(uid), documentId))),
      };
      try {
        await repository(strapi, party, { uid: UID.record, customer: 'customer' }).create(data);
      } catch (error) {
        // Two claimed it at once: its unique column says whose it is.
        const other = await ownerOf();
        if (other === undefined) throw error;
        check(other);
        return;
      }
      await upkeep.adopted(uid, documentId);
    },
  };
}
