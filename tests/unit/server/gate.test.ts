import { createGate } from '../../../server/src/platform/gate';

describe('a gate', () => {
  let open: (() => void)[];
  let seen: string[];
  const work = (name: string) => async (): Promise<string> => {
    seen.push(name);
    await new Promise<void>((resolve) => open.push(resolve));
    return name;
  };
  const outcome = (passing: Promise<string>): Promise<string> => passing.catch((error: Error) => error.message);
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  /** Waits until so many have been let in: how long the gate leaves the process to others depends on the machine. */
  const letIn = async (count: number): Promise<void> => {
    while (seen.length < count) await turn();
  };
  beforeEach(() => {
    open = [];
    seen = [];
  });

  it('lets in one at a time, has few of one caller wait and few of all, and never refuses who is not named', async () => {
    const pass = createGate({ all: 3, each: 1, refusal: () => new Error('full') });
    const asked = ['a', 'a', 'a', 'b', 'c', 'd', undefined].map((whose, index) => outcome(pass(work(`${whose} ${index}`), whose)));
    // What would be refused is known before anything is done for it.
    expect(() => pass.requireRoom('e')).toThrow('full');
    // One of them is in, three wait.
    expect(await Promise.all([asked[2], asked[5]])).toEqual(['full', 'full']);
    for (let done = 1; done <= 5; done += 1) {
      await letIn(done);
      await turn();
      expect(seen).toHaveLength(done);
      open.at(-1)?.();
    }
    expect(await Promise.all(asked)).toEqual(['a 0', 'a 1', 'full', 'b 3', 'c 4', 'full', 'undefined 6']);
    pass.requireRoom('e');
    const again = outcome(pass(work('again'), 'a'));
    await letIn(6);
    open.at(-1)?.();
    expect(await again).toBe('again');
  });

  it('leaves the process to others for some times as long as it was kept', async () => {
    const pass = createGate({ all: 5, rest: 4, refusal: () => new Error('full') });
    const times: number[] = [];
    const keep = (): Promise<void> => {
      const begun = performance.now();
      while (performance.now() - begun < 20);
      times.push(begun, performance.now());
      return Promise.resolve();
    };
    await Promise.all([pass(keep, 'a'), pass(keep, 'a')]);
    expect(times[2]! - times[1]!).toBeGreaterThan(70);
  });

  it('goes on behind one that fails', async () => {
    const pass = createGate({ all: 1, refusal: () => new Error('full') });
    const failing = outcome(pass(() => Promise.reject(new Error('broken')), 'a'));
    const next = outcome(pass(work('next'), 'a'));
    expect(await failing).toBe('broken');
    await letIn(1);
    open.at(-1)?.();
    expect(await next).toBe('next');
  });
});
