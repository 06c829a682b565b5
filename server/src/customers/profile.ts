import type { FieldError } from '../../../plugin/contract/errors';
import type { Struct } from '@strapi/strapi';
import type { Profile } from '../../../plugin/contract/customer/profile';
import { allows } from '../../../plugin/rights';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import { FIELD_OWNERS, type FieldOwner } from '../../../plugin/vocabulary';
import type { SessionParty } from '../kernel/party';
import { OWN, repository } from '../kernel/repository';
import { createCache } from '../platform/cache';
import { PortalError } from '../platform/errors';
import { attributesOf, inTransaction, schemaOf, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { CONTACT_LABELS, contactType, CUSTOMER_LABELS, customerType } from './content-types';
import { checkChanges } from './field-values';
import { describeFields, presentField, type Field, type FieldAttribute } from './fields';

/** Which attributes the plugin itself brings: noted at load, before a project's extension adds its own. */
const TYPES = {
  customer: { uid: UID.customer, builtIn: new Set(Object.keys(customerType.schema.attributes)), shipped: CUSTOMER_LABELS },
  contact: { uid: UID.contact, builtIn: new Set(Object.keys(contactType.schema.attributes)), shipped: CONTACT_LABELS },
} as const;

interface ContentManagerConfiguration {
  metadatas?: Record<string, { edit?: { label?: string } } | undefined>;
}

interface ContentManagerTypes {
  findConfiguration(type: Struct.ContentTypeSchema): Promise<ContentManagerConfiguration>;
}

/** Labels that editors gave the fields in the Content Manager, which are the customers' words too. */
export async function labelsOf(strapi: Strapi, uid: string): Promise<Record<string, string>> {
  const service = strapi.plugin('content-manager').service<ContentManagerTypes>('content-types');
  const { metadatas = {} } = await service.findConfiguration(schemaOf(strapi, uid));
  return Object.fromEntries(Object.entries(metadatas).map(([name, metadata]) => [name, metadata?.edit?.label ?? '']));
}

/** How long a label changed in the Content Manager may go unseen, milliseconds. */
const LABELS_MS = 10_000;

export function createProfile(strapi: Strapi) {
  const labels = createCache(strapi, (uid: string) => labelsOf(strapi, uid), { freshMs: LABELS_MS });

  /** The fields of one type, with the levels of the given settings. */
  async function fieldsOf(owner: FieldOwner, settings: CustomerFieldSettings): Promise<Field[]> {
    const { uid, builtIn, shipped } = TYPES[owner];
    return describeFields({
      owner,
      attributes: attributesOf(strapi, schemaOf(strapi, uid) as unknown as { attributes: Record<string, FieldAttribute> }),
      builtIn,
      shipped,
      labels: await labels.get(uid),
      settings,
    });
  }

  async function read(party: SessionParty, owner: FieldOwner, fields: Field[]): Promise<Record<string, unknown>> {
    const row = await repository(strapi, party, OWN[owner]).one({}, { select: ['id', 'documentId', ...fields.map(({ name }) => name)] });
    if (!row) throw new Error(`${OWN[owner].uid} ${party[owner].documentId} is gone.`);
    return row;
  }

  async function find(party: SessionParty): Promise<Profile> {
    const { values } = await settingsOf(strapi).get('customer-fields');
    const parts = await Promise.all(
      FIELD_OWNERS.map(async (owner) => {
        const fields = (await fieldsOf(owner, values)).filter(({ level }) => level !== 'hidden');
        const readOnly = allows(party.customer.rights, 'account.write') ? {} : ({ level: 'read-only' } as const);
        const stored = await read(party, owner, fields);
        return [owner, fields.flatMap((field) => presentField({ ...field, ...readOnly }, stored[field.name]))] as const;
      }),
    );
    return Object.fromEntries(parts) as unknown as Profile;
  }

  return {
    find,

    /** Every field of both types, for the settings screen. */
    async settable(): Promise<Field[]> {
      const { values } = await settingsOf(strapi).get('customer-fields');
      return (await Promise.all(FIELD_OWNERS.map((owner) => fieldsOf(owner, values)))).flat();
    },

    /** Changes fields of the caller's customer and of the caller, all or none. */
    async update(party: SessionParty, body: Partial<Record<FieldOwner, Record<string, unknown>>>): Promise<Profile> {
      const { values } = await settingsOf(strapi).get('customer-fields');
      const owners = FIELD_OWNERS.filter((owner) => Object.keys(body[owner] ?? {}).length > 0);
      const checked = await Promise.all(
        owners.map(async (owner) => {
          const fields = await fieldsOf(owner, values);
          const stored = await read(party, owner, fields);
          return {
            owner,
            ...checkChanges(owner, fields, body[owner] ?? {}, stored, (message) => strapi.log.warn(`customer-portal: ${message}`)),
          };
        }),
      );
      const errors = checked.flatMap((part) => part.errors);
      if (errors.length > 0) throw new PortalError('invalid-request', { errors });
      await inTransaction(strapi, async () => {
        for (const { owner, data } of checked) await update(party, owner, data);
      });
      return find(party);
    },
  };

  /** Strapi checks the rest (uniqueness, a team's own rules); its complaints become ours, at their field. */
  async function update(party: SessionParty, owner: FieldOwner, data: Record<string, unknown>): Promise<void> {
    try {
      await repository(strapi, party, OWN[owner]).save(party[owner].documentId, data);
    } catch (error) {
      const { name, message, details } = error as Error & { details?: { errors?: { path: string[]; message: string }[] } };
      if (name !== 'ValidationError' && name !== 'YupValidationError') throw error;
      const errors = (details?.errors ?? []).map((item): FieldError => {
        // Strapi names the rule in its message only.
        const code = item.message.includes('must be unique') ? 'not-unique' : 'invalid';
        return { path: [owner, ...item.path], code, message: item.message };
      });
      throw new PortalError('invalid-request', errors.length > 0 ? { errors } : { message });
    }
  }
}
