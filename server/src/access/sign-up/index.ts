export { signUpType } from './content-type';
export { createAccounts, type Accounts, type VerifiedPerson } from './account';
export { createSignUp, type SignUp } from './sign-up';
