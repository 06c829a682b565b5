export { peopleOf, type People } from './people';
export { createProfile, labelsOf } from './profile';
export { humanise, limitsOf, type FieldAttribute } from './fields';
