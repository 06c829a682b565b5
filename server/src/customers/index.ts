export { peopleOf, type People } from './people';
export { createProfile } from './profile';
