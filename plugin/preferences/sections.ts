/**
 * The pages of *Settings → Customer Portal* that save something, in the order of the menu. Title and subtitle stand
 * in the admin's message files under `section.<id>.title` and `.subtitle`; permissions are `settings.<id>.read` and
 * `settings.<id>.update`.
 *
 * A `form` is one row of values, made from the catalogue's entries of that section: its endpoints are
 * `/settings/<id>`, and its page is made from its groups unless the admin has one of its own. A `list` has rows of
 * its own. `groups` are the boxes of the page, in order, titled by `group.<id>.<group>.title`.
 */
interface Section {
  readonly id: string;
  readonly kind: 'form' | 'list';
  /** What Strapi's role screen calls its permissions. */
  readonly role: string;
  /** Last part of the page's address; the id where absent. */
  readonly path?: string;
  readonly groups?: readonly string[];
}

export const SECTIONS = [
  { id: 'general', kind: 'form', role: 'general settings', groups: ['portal', 'brand', 'home', 'region', 'support'] },
  { id: 'login', kind: 'form', role: 'login', groups: ['mode', 'ways', 'sign-up', 'factors'] },
  { id: 'preferences', kind: 'form', role: 'portal preferences', groups: ['documents', 'exchange', 'people'] },
  { id: 'documents', kind: 'form', role: 'documents', groups: ['seller', 'terms', 'numbers', 'pdf'] },
  { id: 'payments', kind: 'form', role: 'payments', groups: ['paying', 'methods', 'transfer', 'reminders'] },
  { id: 'notifications', kind: 'form', role: 'notifications', groups: ['whom', 'what'] },
  { id: 'public-links', kind: 'form', role: 'public links', groups: ['links', 'verification'] },
  { id: 'tabs', kind: 'list', role: 'custom tabs', path: 'custom-tabs' },
  { id: 'customer-fields', kind: 'form', role: 'customer fields', groups: ['details'] },
  { id: 'modules', kind: 'list', role: 'custom modules', path: 'custom-modules' },
] as const satisfies readonly Section[];

export type SectionId = (typeof SECTIONS)[number]['id'];
export type FormSection = Extract<(typeof SECTIONS)[number], { kind: 'form' }>['id'];
/** A box of a section's page. */
export type GroupOf<S extends FormSection> = Extract<(typeof SECTIONS)[number], { id: S; kind: 'form' }>['groups'][number];

/** Ids of the sections that the catalogue's entries stand in. */
export const FORM_SECTIONS: readonly FormSection[] = SECTIONS.flatMap((section) => (section.kind === 'form' ? [section.id] : []));
