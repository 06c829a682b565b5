import type { Location } from 'react-router-dom';

/** What the sign-in page is told by whoever leads there, in the history entry. */
export interface SignInState {
  /** The page to go on to. */
  wanted?: Pick<Location, 'pathname' | 'search' | 'hash'>;
  /** Somebody has just signed out. */
  signedOut?: true;
}

/** What Home is told after a link was used. */
export interface HomeState {
  done?: 'invitation.done' | 'reset.done';
}
