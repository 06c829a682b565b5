import type { PortalModule } from '../../../plugin/contract/customer/modules';
import { allows } from '../../../plugin/rights';
import type { SessionParty } from '../kernel/party';
import type { JobKind } from '../platform/jobs';
import { serviceOf, type Strapi } from '../platform/strapi';
import { createApprovals } from './approvals';
import { REMOVE_REPLACED } from './files';
import { createParts, createRecords, createUpkeep, ownedDocuments, sentBackOf, type OwnedDocuments } from './records';
import { createCatalogue, createModuleSettings } from './settings';

/** Custom modules: which content types are open, customers' records in them, and editors' decisions. */
export function createModules(strapi: Strapi) {
  const catalogue = createCatalogue(strapi);
  const parts = createParts(strapi, catalogue);
  const upkeep = createUpkeep(strapi, parts);
  return {
    catalogue,
    files: parts.files,
    publishedFiles: parts.publishedFiles,
    store: parts.store,
    languages: parts.languages,
    publishing: parts.publishing,
    settings: createModuleSettings(strapi, catalogue, upkeep.catchUp),
    records: createRecords(strapi, parts),
    approvals: createApprovals(strapi, parts),
    upkeep,

    /** Modules that a party finds in its menu; none where its role reads no records. */
    async menu({ customer }: SessionParty): Promise<PortalModule[]> {
      return allows(customer.rights, 'records.read') ? (await catalogue.open(customer.kind)).map(catalogue.present) : [];
    },

    /** Modules with records that were sent back to the contact; none where its role changes no records. */
    async sentBack(party: SessionParty): Promise<{ id: string; name: string; count: number }[]> {
      if (!allows(party.customer.rights, 'records.write')) return [];
      const counts = await sentBackOf(strapi, party);
      if (counts.size === 0) return [];
      const open = await catalogue.open(party.customer.kind);
      return open.flatMap(({ uid, row }) => {
        const count = counts.get(uid);
        return count === undefined ? [] : [{ id: row.documentId, name: row.name, count }];
      });
    },

    /** For a team's own code: the documents of a content type that are a party's. */
    owned: (party: SessionParty, uid: string): OwnedDocuments => ownedDocuments(strapi, { ...parts, upkeep }, party, uid),
  };
}

export const removeReplacedFiles: JobKind = {
  kind: REMOVE_REPLACED,
  run: (strapi) => (payload) => modulesOf(strapi).publishedFiles.removeReplaced((payload as { record: number }).record),
};

export const modulesOf = serviceOf('modules', createModules);
