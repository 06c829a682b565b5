import { type Counted, createLimiter, ProofWanted, type TakeBack, countedAttempt } from '../../server/src/platform/limits';
import { resetLimits } from '../support/limits';
import { startApp, type TestApp } from '../support/strapi';

/** How guesses are counted, below what counts them. Two counters: one account's, and one that all accounts share. */
let app: TestApp;
let mine: Counted[];
let others: Counted[];
beforeAll(async () => {
  app = await startApp();
  const account = createLimiter(app.strapi, { name: 'test:account', points: 3, windowSeconds: 60 });
  const all = createLimiter(app.strapi, { name: 'test:all', points: 4, windowSeconds: 60 });
  mine = [
    [account, 'mine'],
    [all, 'all'],
  ];
  others = [
    [account, 'others'],
    [all, 'all'],
  ];
});
beforeEach(() => resetLimits(app));
afterAll(() => app.stop());

const wrong = (): Promise<never> => Promise.reject(new Error('wrong'));
const right = async (takeBack: TakeBack): Promise<string> => {
  await takeBack();
  return 'right';
};
/** `right`, `wrong` or the code of a refusal. */
const outcome = async (counted: Counted[], attempt: (takeBack: TakeBack) => Promise<unknown>): Promise<unknown> =>
  countedAttempt(app.strapi, [counted], attempt).catch((error: Error & { code?: string }) => error.code ?? error.message);
const tries = async (count: number, counted: Counted[], attempt: (takeBack: TakeBack) => Promise<unknown>): Promise<unknown[]> => {
  const outcomes: unknown[] = [];
  for (let index = 0; index < count; index += 1) outcomes.push(await outcome(counted, attempt));
  return outcomes;
};

it('a try stays counted however it fails, and is taken back where it was right', async () => {
  expect(await tries(6, mine, right)).toEqual(Array(6).fill('right'));
  expect(await tries(4, mine, wrong)).toEqual(['wrong', 'wrong', 'wrong', 'too-many-requests']);
  expect(await outcome(mine, right)).toBe('too-many-requests');
});

it('one that is right and fails afterwards is not counted as a guess', async () => {
  const rightThenWrong = async (takeBack: TakeBack): Promise<never> => {
    await takeBack();
    return wrong();
  };
  expect(await tries(5, mine, rightThenWrong)).toEqual(Array(5).fill('wrong'));
});

it('tries that are being checked count among those that come meanwhile, of all accounts', async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  let begun = 0;
  const waiting = async (takeBack: TakeBack): Promise<string> => {
    begun += 1;
    await gate;
    return right(takeBack);
  };
  const first = Promise.all(Array.from({ length: 10 }, () => outcome(mine, waiting)));
  while (begun < 3) await new Promise(setImmediate);
  // The shared counter has room for one more, the account's for none; who is refused uses up nothing.
  const second = Promise.all(Array.from({ length: 3 }, () => outcome(others, waiting)));
  while (begun < 4) await new Promise(setImmediate);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(begun).toBe(4);
  go();
  expect((await first).sort()).toEqual([...Array<string>(3).fill('right'), ...Array<string>(7).fill('too-many-requests')]);
  expect((await second).sort()).toEqual(['right', 'too-many-requests', 'too-many-requests']);
});

it('twenty wrong ones at once are checked as often as there is room', async () => {
  let checked = 0;
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      outcome(mine, () => {
        checked += 1;
        return wrong();
      }),
    ),
  );
  expect(checked).toBe(3);
  expect(outcomes.filter((one) => one === 'wrong')).toHaveLength(3);
  // What was written down says the same as what was held.
  expect(await outcome(mine, right)).toBe('too-many-requests');
  expect(await tries(2, others, wrong)).toEqual(['wrong', 'too-many-requests']);
});

it('one that is right makes room at once, whatever goes on after it', async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  let proved = 0;
  const slow = async (takeBack: TakeBack): Promise<string> => {
    await right(takeBack);
    proved += 1;
    await gate;
    return 'right';
  };
  const first = Promise.all(Array.from({ length: 3 }, () => outcome(mine, slow)));
  while (proved < 3) await new Promise(setImmediate);
  expect(await tries(2, mine, right)).toEqual(['right', 'right']);
  go();
  expect(await first).toEqual(['right', 'right', 'right']);
});

describe('a try that is refused', () => {
  const counter = (name: string, points: number) => createLimiter(app.strapi, { name: `test:${name}`, points, windowSeconds: 60 });
  const rows = async (): Promise<number> => (await app.strapi.db.getConnection('customer_portal_limits').select('key')).length;

  it('uses up no counter, and leaves no row', async () => {
    const [wide, narrow] = [counter('wide', 100), counter('narrow', 1)];
    const asked = (key: string): Counted[] => [
      [wide, key],
      [narrow, 'all'],
      [wide, `${key} again`],
    ];
    expect(await outcome(asked('first'), wrong)).toBe('wrong');
    expect(await tries(5, asked('first'), wrong)).toEqual(Array(5).fill('too-many-requests'));
    expect([await wide.used('first'), await narrow.used('all')]).toEqual([1, 1]);
    const before = await rows();
    for (let index = 0; index < 5; index += 1) await outcome(asked(`invented ${index}`), wrong);
    expect(await rows()).toBe(before);
  });

  it('does not keep room from those that come after a right one', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const asked: Counted[] = [[counter('one', 1), 'mine']];
    const first = outcome(asked, async (takeBack) => gate.then(() => right(takeBack)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await tries(4, asked, wrong)).toEqual(Array(4).fill('too-many-requests'));
    go();
    expect(await first).toBe('right');
    expect(await outcome(asked, right)).toBe('right');
  });

  it('goes on by the next counters that there are for it, without what the first ones counted', async () => {
    const [mine, shared, strangers] = [counter('mine', 5), counter('shared', 1), counter('strangers', 2)];
    const go = (proved = false): Promise<unknown> =>
      countedAttempt(
        app.strapi,
        [
          [
            [mine, 'a'],
            [shared, 'b'],
          ],
          [[strangers, 'c', [strangers, 'd']]],
        ],
        wrong,
        proved,
      ).catch((error: Error) => error);
    const seen: string[] = [];
    for (let index = 0; index < 4; index += 1) seen.push(String(await go()));
    expect(seen.map((one) => one === 'Error: wrong')).toEqual([true, true, true, false]);
    for (let index = 0; index < 3; index += 1) seen.push(String(await go(true)));
    expect(seen.slice(4).map((one) => one === 'Error: wrong')).toEqual([true, true, false]);
    expect(await Promise.all([mine.used('a'), shared.used('b'), strangers.used('c'), strangers.used('d')])).toEqual([1, 1, 2, 2]);
    expect(await go()).not.toBeInstanceOf(ProofWanted);
  });
});

if (!process.env.TEST_DATABASE_URL) {
  it('those that cannot be written down count all the same, until their window is over', async () => {
    const short: Counted[] = [[createLimiter(app.strapi, { name: 'test:short', points: 2, windowSeconds: 2 }), 'mine']];
    await outcome(short, right);
    await app.strapi.db.connection.raw('pragma query_only = on');
    try {
      expect(await tries(3, short, wrong)).toEqual(['SQLITE_READONLY', 'SQLITE_READONLY', 'too-many-requests']);
    } finally {
      await app.strapi.db.connection.raw('pragma query_only = off');
    }
    expect(await outcome(short, right)).toBe('too-many-requests');
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await outcome(short, right)).toBe('right');
  });
}
