import type { Location } from 'react-router-dom';

/** The page to go on to after the sign-in. */
export type ReturnTo = Pick<Location, 'pathname' | 'search' | 'hash'>;

/** What the sign-in page is told by whoever leads there, in the history entry. */
export interface SignInState {
  returnTo?: ReturnTo;
  /** Somebody has just signed out. */
  signedOut?: true;
  /** A sign-in was not finished in time, or with too many wrong codes. */
  unfinished?: true;
}

/** What Home is told after a link was used. */
export interface HomeState {
  done?: 'invitation.done' | 'reset.done' | 'sign-up.done' | 'connect.done';
}

/** What the second step of a sign-in is told by the first. */
export interface ChallengeState extends HomeState {
  returnTo?: ReturnTo;
}

/** A page as a path of the portal, which is how the server passes it on. */
export const pathOf = ({ pathname, search, hash }: ReturnTo): string => `${pathname}${search}${hash}`;
