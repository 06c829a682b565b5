export { contactMailOf } from './contact-mail';
export { contactAttributes, customerAttributes } from './content-types';
export { peopleOf } from './people';
export { activeAmong, contactStatusOf } from './portal-status';
export { createProfile } from './profile';
export { fieldsRead, readableBy, readAmong, readCustomer, within } from './reading';
export type { ContactRow } from './rows';
export { gstChanged } from './tax-identity';
