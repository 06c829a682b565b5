import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type * as module from '../../../portal/src/session/watch';

let watch: (typeof module)['watch'];

beforeEach(() => {
  jest.resetModules();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- each test begins with nobody signed in
  ({ watch } = require('../../../portal/src/session/watch') as typeof module);
  watch.change('signed-in');
});

describe('calls that need somebody to do something first', () => {
  it('wait for a fresh proof and go on together', async () => {
    const [first, second] = [watch.stepUp(), watch.stepUp()];
    expect(watch.current()).toBe('step-up');
    watch.settle(true);
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(watch.current()).toBe('signed-in');
  });

  it('are given up where it is declined', async () => {
    const answer = watch.stepUp();
    watch.settle(false);
    expect(await answer).toBe(false);
  });

  it('wait on through a session that ends while the proof is asked for', async () => {
    const proof = watch.stepUp();
    const session = watch.expired();
    expect(watch.current()).toBe('expired');
    watch.settle(true);
    expect(await Promise.all([proof, session])).toEqual([true, true]);
  });

  it('ask for the sign-in first where the session has ended already', () => {
    void watch.expired();
    void watch.stepUp();
    expect(watch.current()).toBe('expired');
  });

  it('tell the page of every change, once', () => {
    const seen: string[] = [];
    const stop = watch.subscribe(() => seen.push(watch.current()));
    void watch.stepUp();
    void watch.stepUp();
    watch.settle(true);
    stop();
    watch.change('signed-out');
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
      watch.change(state);
      expect(watch.inSession()).toBe(expected);
    }
  });
});
