export { signUpType } from './content-type';
export type { Accounts } from './account';
export { signUpHandlers } from './portal';
export { createSignUp, signUpOf } from './service';
