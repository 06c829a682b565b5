import type { Ability } from './editor-request';
import type { Strapi } from './strapi';

/** What an admin user's role lets it see and do of content types, as Strapi's Content Manager decides it. */
export interface Role {
  /**
   * Whether the role allows an action of Strapi's own on a content type: with the conditions and languages of
   * its permissions where a document is given, and for one field where that is named.
   */
  may(action: string, contentType: string, document?: object, field?: string): boolean;
  /** What narrows the documents that the role may read, as filters of the Document Service; nothing where it reads all. */
  readFilters(contentType: string): Promise<object | undefined>;
}

interface PermissionChecker {
  can(action: string, document?: object, field?: string): boolean;
  sanitizedQuery: { read(query: object): Promise<{ filters?: object }> };
}
interface PermissionCheckers {
  create(of: { userAbility: object; model: string }): PermissionChecker;
}

/** The one reader of roles: Strapi's own check, made once a content type. */
export function roleOf(strapi: Strapi, userAbility: Ability): Role {
  const known = new Map<string, PermissionChecker>();
  const checkerOf = (model: string): PermissionChecker => {
    const checkers = strapi.plugin('content-manager').service<PermissionCheckers>('permission-checker');
    const checker = known.get(model) ?? checkers.create({ userAbility, model });
    known.set(model, checker);
    return checker;
  };
  return {
    may: (action, model, document, field) => checkerOf(model).can(action, document, field),
    readFilters: async (model) => (await checkerOf(model).sanitizedQuery.read({})).filters,
  };
}
