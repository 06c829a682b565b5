export { respellAddresses } from './addresses';
export { contactType, customerType, membershipType } from './content-types';
export { withholdDefaultGrants } from './default-grants';
export { peopleHandlers } from './admin';
export { profileHandlers } from './portal';
export { createPeople, peopleOf, type People } from './people';
export { createProfile, labelsOf } from './profile';
export { humanise, limitsOf, type FieldAttribute } from './fields';
export { subscribeLifecycles } from './lifecycles';
