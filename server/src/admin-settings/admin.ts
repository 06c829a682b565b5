import { actionOf, settableField, type settingsContract, type SettingsView } from '../../../plugin/contract/editor/settings';
import { FORM_SECTIONS, type FormSection } from '../../../plugin/preferences';
import type { SectionValues } from '../../../plugin/settings';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { federationOf } from '../federation';
import { sessionsOf } from '../sessions';
import { changedKeys, changeOf, noteOf } from '../activity';
import { createProfile, peopleOf } from '../customers';
import type { Editor, Handlers } from '../kernel/binder';
import { platformOf } from '../platform';
import { portalUrlBaseOf } from '../platform/config';
import { fieldError } from '../platform/errors';
import { pick } from '../platform/pick';
import type { Role } from '../platform/role';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type Stored } from '../settings';

/** What a section does besides storing its values. */
interface Special<S extends FormSection> {
  /** The stored values with what they mean for customers, as the page shows them. */
  view: (stored: Stored<S>, role: Role) => Promise<SettingsView<S>>;
  /** Refuses what the schema cannot know. */
  check?: (values: SectionValues<S>) => Promise<void>;
  /** Happens in the transaction that saves. */
  alsoDo?: (values: SectionValues<S>, before: SectionValues<S>) => Promise<void>;
}

const general = (strapi: Strapi): Special<'general'> => ({
  async view(stored) {
    const [linkHolders, logo, mailTrouble] = await Promise.all([
      peopleOf(strapi).countLinkHolders(),
      findLogo(strapi, stored.values.logoFile),
      platformOf(strapi).mail.trouble(),
    ]);
    return { ...stored, urlBase: portalUrlBaseOf(strapi), linkHolders, logo, mailTrouble };
  },
  async check({ logoFile }) {
    if (logoFile === null || (await findLogo(strapi, logoFile))) return;
    throw fieldError(['values', 'logoFile'], 'no-such-file', 'is not a file in the Media Library');
  },
});

const login = (strapi: Strapi): Special<'login'> => {
  const customersOf = ({ signUpDomains }: SectionValues<'login'>, role?: Role) =>
    peopleOf(strapi).named(
      signUpDomains.map(({ customer }) => customer),
      role,
    );
  return {
    async view(stored, role) {
      const customers = await customersOf(stored.values, role);
      const [ssoReady, lockedOut] = await Promise.all([federationOf(strapi).ssoReady(), federationOf(strapi).lockedOut()]);
      return { ...stored, customers, ssoReady, lockedOut };
    },
    async check(values) {
      const known = await customersOf(values);
      values.signUpDomains.forEach(({ customer }, index) => {
        if (known.some(({ id }) => id === customer)) return;
        throw fieldError(['values', 'signUpDomains', index, 'customer'], 'no-such-customer', 'is not a customer');
      });
    },
    /**
     * Single sign-on becomes the only way in: it has been seen to work, so that nobody is locked out unnoticed, and
     * whoever came in by a way that is closed now signs in anew.
     */
    async alsoDo({ signInMode }, before) {
      if (signInMode !== 'sso' || before.signInMode === 'sso') return;
      if (!(await federationOf(strapi).connections.holdsReady())) {
        throw fieldError(['values', 'signInMode'], 'connection-untested', 'needs a SAML connection that is on and was tested');
      }
      await sessionsOf(strapi).endOwnWays();
    },
  };
};

const customerFields = (strapi: Strapi): Special<'customer-fields'> => {
  const profile = createProfile(strapi);
  return {
    async view({ values, revision }) {
      const fields = (await profile.settable()).map((field) => pick(settableField, field));
      // A level whose field is gone from the content type is not shown, and goes with the next save.
      const known = (owner: FieldOwner) =>
        Object.fromEntries(
          Object.entries(values.levels[owner]).filter(([name]) => fields.some((f) => f.owner === owner && f.name === name)),
        );
      return { values: { ...values, levels: { customer: known('customer'), contact: known('contact') } }, revision, fields };
    },
    /** Levels are for fields that exist, and among those that make sense for each. */
    async check({ levels }) {
      const fields = new Map((await profile.settable()).map((field) => [`${field.owner}.${field.name}`, field]));
      for (const owner of Object.keys(levels) as FieldOwner[]) {
        for (const [name, level] of Object.entries(levels[owner])) {
          const path = ['values', 'levels', owner, name];
          const field = fields.get(`${owner}.${name}`);
          if (!field) throw fieldError(path, 'unknown-key', 'is not a field of this content type');
          if (!field.levels.includes(level)) throw fieldError(path, 'level-not-possible', 'cannot have this level');
        }
      }
    },
  };
};

type Note = Parameters<ReturnType<typeof noteOf>>[0];

/** Reading and saving of each section of the catalogue; of two editors who save at once the second is told. */
export const settingsHandlers = (strapi: Strapi): Handlers<typeof settingsContract> => {
  const special: { [S in FormSection]?: Special<S> } = {
    general: general(strapi),
    login: login(strapi),
    'customer-fields': customerFields(strapi),
  };
  const note = noteOf(strapi);

  function handlersOf<S extends FormSection>(section: S) {
    const { view, check, alsoDo }: Partial<Special<S>> = special[section] ?? {};
    async function show(editor: Editor) {
      const stored = await settingsOf(strapi).get(section);
      return view ? view(stored, editor) : stored;
    }
    return [
      [actionOf('find', section), ({ editor }: { editor: Editor }) => show(editor)],
      [
        actionOf('update', section),
        async ({ body, ...call }: Note & { editor: Editor; body: Stored<S> }) => {
          await check?.(body.values);
          await settingsOf(strapi).save(section, body.values, body.revision, async (before) => {
            await alsoDo?.(body.values, before);
            // Which of its settings are others now.
            const keys = changedKeys(before, body.values);
            if (keys.length > 0) await note(call, 'settings-saved', changeOf(section, keys));
          });
          return show(call.editor);
        },
      ],
    ] as const;
  }

  return Object.fromEntries(FORM_SECTIONS.flatMap((section) => handlersOf(section))) as unknown as Handlers<typeof settingsContract>;
};
