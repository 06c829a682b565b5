export { wasInvited } from './invited';
export { contactWith, type LinkContact } from './links';
export { mailedOnRequest, requestMailed } from './on-request';
export { emailLinksOf } from './service';
