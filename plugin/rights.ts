/** What a contact may do for a customer, by its role there. Pure; free for browsers. */

/** What a contact may be at a customer: what editors choose from. */
export const ROLES = ['owner', 'billing', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What of a customer's a right is about. `account` is its master data and the contact's own. */
export const AREAS = ['documents', 'payments', 'subscriptions', 'records', 'people', 'account'] as const;
export type Area = (typeof AREAS)[number];

/** From nothing to everything: who may write reads as well. */
export const RIGHT_LEVELS = ['none', 'read', 'write'] as const;
export type RightLevel = (typeof RIGHT_LEVELS)[number];

export type Rights = Readonly<Record<Area, RightLevel>>;

/** What an endpoint asks for. */
export type Right = `${Area}.${Exclude<RightLevel, 'none'>}`;
export const RIGHTS = AREAS.flatMap((area): Right[] => [`${area}.read`, `${area}.write`]);

const all = (level: RightLevel): Rights => Object.fromEntries(AREAS.map((area) => [area, level])) as Rights;

/**
 * Whoever was a customer's contact before roles were obeyed was `owner` or `member`, and could fill in records and
 * change master data: both still can.
 */
const OF_ROLE: Record<Role, Rights> = {
  owner: all('write'),
  billing: { ...all('none'), documents: 'write', payments: 'write', subscriptions: 'write', records: 'read', account: 'write' },
  member: { ...all('write'), people: 'read' },
  viewer: all('read'),
};

/** The rights of a role; one that is not known (a project's own, or none) is a member, as everybody was. */
export const rightsOf = (role: string | null | undefined): Rights =>
  role != null && Object.hasOwn(OF_ROLE, role) ? OF_ROLE[role as Role] : OF_ROLE.member;

/** Which roles owners may give to others, where they may give any: all, all below their own, or the one that only reads. */
export const ROLE_LIMITS = ['every', 'no-owner', 'viewer'] as const;
export type RoleLimit = (typeof ROLE_LIMITS)[number];

const rank = (level: RightLevel): number => RIGHT_LEVELS.indexOf(level);

export function allows(rights: Rights, right: Right): boolean {
  const [area, level] = right.split('.') as [Area, RightLevel];
  return rank(rights[area]) >= rank(level);
}

/** What two roles allow together. */
export const joinRights = (one: Rights, other: Rights): Rights =>
  Object.fromEntries(AREAS.map((area) => [area, rank(one[area]) >= rank(other[area]) ? one[area] : other[area]])) as Rights;

/** The roles that whoever has these rights may give, up to a limit: nobody gives a right that they do not have. */
export function rolesToGive(rights: Rights, limit: RoleLimit): Role[] {
  if (!allows(rights, 'people.write')) return [];
  const within = limit === 'viewer' ? (['viewer'] as const) : ROLES.filter((role) => limit === 'every' || role !== 'owner');
  return within.filter((role) => AREAS.every((area) => rank(rights[area]) >= rank(OF_ROLE[role][area])));
}
