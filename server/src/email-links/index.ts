export { wasInvited } from './invited';
export type { LinkContact } from './links';
export { mailedOnRequest } from './on-request';
export { emailLinksOf } from './service';
