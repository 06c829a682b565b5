export { oneTimeTokenType } from './content-type';
export { wasInvited } from './invited';
export type { LinkContact } from './links';
export { mailedOnRequest } from './on-request';
export { signInLinkHandlers } from './portal';
export { createEmailLinks, emailLinksOf } from './service';
