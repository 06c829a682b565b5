export { contactType, customerType, membershipType } from './content-types';
export { peopleHandlers } from './admin';
export { profileHandlers } from './portal';
export { createPeople, peopleOf, type People } from './people';
export { createProfile } from './profile';
export { subscribeLifecycles } from './lifecycles';
