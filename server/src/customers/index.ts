export { peopleOf } from './people';
export { createProfile } from './profile';
