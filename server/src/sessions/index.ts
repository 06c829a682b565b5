export { FIRST_EPOCH, type Epochs, type Raising } from './epochs';
export type { Challenges } from './challenges';
export type { Notices } from './notices';
export { sessionsOf } from './service';
export type { Proof, SignIn } from './sign-in';
export { owesFactor } from './step';
export type { SessionStore } from './store';
export { BY_EDITOR, wayIsOpen } from './ways-in';
