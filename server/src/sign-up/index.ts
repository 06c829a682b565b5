export type { Accounts } from './account';
export { signUpOf } from './service';
