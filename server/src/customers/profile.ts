import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import type { Profile } from '../../../plugin/contract/customer/profile';
import { checkChanges } from '../../../plugin/fields/values';
import { allows } from '../../../plugin/rights';
import { isOn } from '../../../plugin/preferences';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import { FIELD_OWNERS, type FieldOwner } from '../../../plugin/vocabulary';
import { activityOf } from '../activity';
import { createTypeFields } from '../fields';
import type { SessionParty } from '../kernel/party';
import { OWN, repository } from '../kernel/repository';
import { PortalError } from '../platform/errors';
import { patternMatcher } from '../platform/pattern';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { CONTACT_LABELS, contactAttributes, CUSTOMER_LABELS, customerAttributes } from './content-types';
import { gstChanged, gstDetail } from './tax-identity';
import { customerFields, presentProfileField, shownFields, type CustomerField } from './fields';

/** Which attributes the plugin itself brings: noted at load, before a project's extension adds its own. */
const TYPES = {
  customer: { uid: UID.customer, builtIn: customerAttributes, shipped: CUSTOMER_LABELS },
  contact: { uid: UID.contact, builtIn: contactAttributes, shipped: CONTACT_LABELS },
} as const;

export function createProfile(strapi: Strapi) {
  const types = createTypeFields(strapi);

  /** The fields of one type, with the levels of the given settings. */
  async function fieldsOf(owner: FieldOwner, settings: CustomerFieldSettings): Promise<CustomerField[]> {
    const { uid, builtIn, shipped } = TYPES[owner];
    const gstEditing = isOn(await settingsOf(strapi).preferences(), 'gstEditing');
    return customerFields({ owner, infos: await types.of(uid), builtIn, shipped, settings, gstEditing });
  }

  /** What customers see of one of the two, and what it holds. */
  async function read(party: SessionParty, owner: FieldOwner, settings: CustomerFieldSettings) {
    const fields = shownFields(await fieldsOf(owner, settings));
    const row = await repository(strapi, party, OWN[owner]).one({}, { select: ['id', 'documentId', ...fields.map(({ name }) => name)] });
    if (!row) throw new Error(`${OWN[owner].uid} ${party[owner].documentId} is gone.`);
    return { fields, stored: row };
  }

  async function find(party: SessionParty): Promise<Profile> {
    const { values } = await settingsOf(strapi).get('customer-fields');
    const change = allows(party.customer.rights, 'account.write');
    const parts = await Promise.all(
      FIELD_OWNERS.map(async (owner) => {
        const { fields, stored } = await read(party, owner, values);
        const readOnly = change ? {} : ({ level: 'read-only' } as const);
        return [owner, fields.map((field) => presentProfileField({ ...field, ...readOnly }, stored[field.name]))] as const;
      }),
    );
    return { ...(Object.fromEntries(parts) as unknown as Pick<Profile, FieldOwner>), may: { change } };
  }

  return {
    find,

    /** Every field of both types, for the settings screen. */
    async settable(): Promise<CustomerField[]> {
      const { values } = await settingsOf(strapi).get('customer-fields');
      return (await Promise.all(FIELD_OWNERS.map((owner) => fieldsOf(owner, values)))).flat();
    },

    /** Changes fields of the caller's customer and of the caller, all or none. */
    async update(party: SessionParty, body: Partial<Record<FieldOwner, Record<string, unknown>>>): Promise<Profile> {
      const { values } = await settingsOf(strapi).get('customer-fields');
      const owners = FIELD_OWNERS.filter((owner) => Object.keys(body[owner] ?? {}).length > 0);
      const checked = await Promise.all(
        owners.map(async (owner) => {
          const { fields, stored } = await read(party, owner, values);
          const matches = patternMatcher(TYPES[owner].uid, (message) => strapi.log.warn(`customer-portal: ${message}`));
          return { owner, stored, ...checkChanges(fields, body[owner] ?? {}, stored, matches) };
        }),
      );
      const errors = checked.flatMap(({ owner, errors: wrong }) =>
        wrong.map(({ path, code, message }) => ({ path: [owner, ...path], code, message })),
      );
      if (errors.length > 0) throw new PortalError('invalid-request', { errors });
      await inTransaction(strapi, async () => {
        for (const { owner, values: data, stored } of checked) {
          await update(party, owner, data);
          const [before, after] = [{ ...stored }, { ...stored, ...data }];
          if (owner === 'customer' && gstChanged(before, after))
            await activityOf(strapi).record({
              kind: 'gst-changed',
              email: party.contact.email,
              contactId: party.contact.id,
              detail: gstDetail(party.customer.name, after),
            });
        }
      });
      return find(party);
    },
  };

  /** Strapi checks the rest (uniqueness, a team's own rules); its complaints become ours, at their field. */
  async function update(party: SessionParty, owner: FieldOwner, data: Record<string, unknown>): Promise<void> {
    try {
      await repository(strapi, party, OWN[owner]).save(party[owner].documentId, data);
    } catch (error) {
      const { name, message, details } = error as Error & {
        details?: { errors?: { path: string[]; message: string; code?: FieldErrorCode }[] };
      };
      if (name !== 'ValidationError' && name !== 'YupValidationError') throw error;
      const errors = (details?.errors ?? []).map((item): FieldError => {
        // Strapi names the rule in its message only.
        const code = item.code ?? (item.message.includes('must be unique') ? 'not-unique' : 'invalid');
        return { path: [owner, ...item.path], code, message: item.message };
      });
      throw new PortalError('invalid-request', errors.length > 0 ? { errors } : { message });
    }
  }
}
