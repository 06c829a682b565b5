import type {
  CustomerFieldSettingsView,
  GeneralSettingsView,
  LoginSettingsView,
  settingsContract,
} from '../../../plugin/contract/editor/settings';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { federationOf } from '../federation';
import { sessionsOf } from '../sessions';
import { changedKeys, changeOf, noteOf } from '../activity';
import { createProfile, peopleOf } from '../customers';
import type { Handlers } from '../kernel/binder';
import { platformOf } from '../platform';
import { portalUrlBaseOf } from '../platform/config';
import { fieldError } from '../platform/errors';
import type { Role } from '../platform/role';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type Section, type SectionValues } from '../settings';

type SaveCall<S extends Section> = Parameters<ReturnType<typeof noteOf>>[0] & { body: { values: SectionValues<S>; revision: number } };

/** Settings as the screens show them: the stored values beside what they mean for customers. */
export const settingsHandlers = (strapi: Strapi): Handlers<typeof settingsContract> => {
  const profile = createProfile(strapi);

  async function general(): Promise<GeneralSettingsView> {
    const { values, revision } = await settingsOf(strapi).get('general');
    const [linkHolders, logo, mailTrouble] = await Promise.all([
      peopleOf(strapi).countLinkHolders(),
      findLogo(strapi, values.logoFile),
      platformOf(strapi).mail.trouble(),
    ]);
    return { values, revision, urlBase: portalUrlBaseOf(strapi), linkHolders, logo, mailTrouble };
  }

  async function login(role: Role): Promise<LoginSettingsView> {
    const { values, revision } = await settingsOf(strapi).get('login');
    const customers = await peopleOf(strapi).named(
      values.signUpDomains.map(({ customer }) => customer),
      role,
    );
    const [ssoReady, lockedOut] = await Promise.all([federationOf(strapi).ssoReady(), federationOf(strapi).lockedOut()]);
    return { values, revision, customers, ssoReady, lockedOut };
  }

  /**
   * Single sign-on becomes the only way in: it has been seen to work, so that nobody is locked out unnoticed, and
   * whoever came in by a way that is closed now signs in anew. In the transaction that saves it.
   */
  async function beginSingleSignOn(): Promise<void> {
    if (!(await federationOf(strapi).connections.holdsReady())) {
      throw fieldError(['values', 'signInMode'], 'connection-untested', 'needs a SAML connection that is on and was tested');
    }
    await sessionsOf(strapi).endOwnWays();
  }

  async function requireKnownCustomers(values: SectionValues<'login'>): Promise<void> {
    const known = await peopleOf(strapi).named(values.signUpDomains.map(({ customer }) => customer));
    values.signUpDomains.forEach(({ customer }, index) => {
      if (known.some(({ id }) => id === customer)) return;
      throw fieldError(['values', 'signUpDomains', index, 'customer'], 'no-such-customer', 'is not a customer');
    });
  }

  async function customerFields(): Promise<CustomerFieldSettingsView> {
    const { values, revision } = await settingsOf(strapi).get('customer-fields');
    const fields = (await profile.settable()).map(({ owner, name, label, builtIn, type, level, levels, required }) => ({
      owner,
      name,
      label,
      builtIn,
      type,
      level,
      levels,
      required,
    }));
    // A level whose field is gone from the content type is not shown, and goes with the next save.
    const known = (owner: FieldOwner) =>
      Object.fromEntries(Object.entries(values.levels[owner]).filter(([name]) => fields.some((f) => f.owner === owner && f.name === name)));
    return { values: { ...values, levels: { customer: known('customer'), contact: known('contact') } }, revision, fields };
  }

  /** Levels are for fields that exist, and among those that make sense for each. */
  async function requireKnownLevels({ levels }: SectionValues<'customer-fields'>): Promise<void> {
    const fields = new Map((await profile.settable()).map((field) => [`${field.owner}.${field.name}`, field]));
    for (const owner of Object.keys(levels) as FieldOwner[]) {
      for (const [name, level] of Object.entries(levels[owner])) {
        const path = ['values', 'levels', owner, name];
        const field = fields.get(`${owner}.${name}`);
        if (!field) throw fieldError(path, 'unknown-key', 'is not a field of this content type');
        if (!field.levels.includes(level)) throw fieldError(path, 'level-not-possible', 'cannot have this level');
      }
    }
  }

  const note = noteOf(strapi);

  /** Saves a section over what the editor saw, and notes which of its settings are others now. */
  async function save<S extends Section>(
    section: S,
    { body, ...call }: SaveCall<S>,
    alsoDo?: (before: SectionValues<S>) => Promise<void>,
  ): Promise<void> {
    await settingsOf(strapi).save(section, body.values, body.revision, async (before) => {
      await alsoDo?.(before);
      const keys = changedKeys(before, body.values);
      if (keys.length > 0) await note(call, 'settings-saved', changeOf(section, keys));
    });
  }

  return {
    findGeneral: general,
    async updateGeneral({ body, ...call }) {
      if (body.values.logoFile !== null && !(await findLogo(strapi, body.values.logoFile))) {
        throw fieldError(['values', 'logoFile'], 'no-such-file', 'is not a file in the Media Library');
      }
      await save('general', { body, ...call });
      return general();
    },
    findLogin: ({ editor }) => login(editor),
    async updateLogin({ body, ...call }) {
      await requireKnownCustomers(body.values);
      await save('login', { body, ...call }, async (before) => {
        if (body.values.signInMode === 'sso' && before.signInMode !== 'sso') await beginSingleSignOn();
      });
      return login(call.editor);
    },
    findCustomerFields: customerFields,
    async updateCustomerFields({ body, ...call }) {
      await requireKnownLevels(body.values);
      await save('customer-fields', { body, ...call });
      return customerFields();
    },
  };
};
