export { wasInvited } from './invited';
export { contactWith, type LinkContact } from './links';
export { mailedOnRequest } from './on-request';
export { emailLinksOf } from './service';
