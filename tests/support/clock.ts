import * as clock from '../../server/src/platform/clock';

/** Runs `work` while the server's clock stands still: no step of an authenticator's codes ends in between. */
export async function atOneInstant<T>(work: () => Promise<T>): Promise<T> {
  const instant = clock.now().getTime();
  const stopped = jest.spyOn(clock, 'now').mockImplementation(() => new Date(instant));
  try {
    return await work();
  } finally {
    stopped.mockRestore();
  }
}
