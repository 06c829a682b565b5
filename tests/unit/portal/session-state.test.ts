import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type * as module from '../../../portal/src/session/session-state';

let sessionState: (typeof module)['sessionState'];

beforeEach(() => {
  jest.resetModules();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- each test begins with nobody signed in
  ({ sessionState } = require('../../../portal/src/session/session-state') as typeof module);
  sessionState.change('signed-in');
});

describe('calls that need somebody to do something first', () => {
  it('wait for a fresh proof and go on together', async () => {
    const [first, second] = [sessionState.stepUp(), sessionState.stepUp()];
    expect(sessionState.current()).toBe('step-up');
    sessionState.settle(true);
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(sessionState.current()).toBe('signed-in');
  });

  it('are given up where it is declined', async () => {
    const answer = sessionState.stepUp();
    sessionState.settle(false);
    expect(await answer).toBe(false);
  });

  it('wait on through a session that ends while the proof is asked for', async () => {
    const proof = sessionState.stepUp();
    const session = sessionState.expired();
    expect(sessionState.current()).toBe('expired');
    sessionState.settle(true);
    expect(await Promise.all([proof, session])).toEqual([true, true]);
  });

  it('wait on when the session answers that was asked before', async () => {
    for (const begin of [sessionState.stepUp, sessionState.expired]) {
      const answer = begin();
      const asked = sessionState.current();
      sessionState.arrive();
      expect(sessionState.current()).toBe(asked);
      sessionState.settle(true);
      expect(await answer).toBe(true);
    }
  });

  it('ask for the sign-in first where the session has ended already', () => {
    void sessionState.expired();
    void sessionState.stepUp();
    expect(sessionState.current()).toBe('expired');
  });

  it('tell the page of every change, once', () => {
    const seen: string[] = [];
    const stop = sessionState.subscribe(() => seen.push(sessionState.current()));
    void sessionState.stepUp();
    void sessionState.stepUp();
    sessionState.settle(true);
    stop();
    sessionState.change('signed-out');
    expect(seen).toEqual(['step-up', 'signed-in']);
  });

  it('are known to be made in a session', () => {
    for (const [state, expected] of [
      ['signed-in', true],
      ['expired', true],
      ['step-up', true],
      ['signed-out', false],
      ['portal-off', false],
    ] as const) {
      sessionState.change(state);
      expect(sessionState.inSession()).toBe(expected);
    }
  });
});
