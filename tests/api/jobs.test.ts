import { platformOf } from '../../server/src/platform';
import { now, plusSeconds, setClock } from '../../server/src/platform/clock';
import { createJobs, type JobDriver, type JobHandler, type JobRow, type Jobs, type QueueName } from '../../server/src/platform/jobs';
import { QUEUES } from '../../server/src/platform/jobs/row';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { createPair } from '../support/people';
import { createEditor } from '../support/editor';
import { testClock } from '../support/clock';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
const started: Jobs[] = [];

beforeAll(async () => {
  app = await startApp();
});
afterEach(async () => {
  for (const jobs of started.splice(0)) await jobs.stop();
  setClock(app.strapi, testClock);
});
afterAll(() => app.stop());

const rows = () => table<JobRow>(app.strapi, UID.job);
const stateOf = async ({ id }: JobRow) => (await rows().findOne({ where: { id } })) as JobRow;

/** One instance's queue; it looks at the table when it is told to, and when it is woken. */
function createInstance(
  kinds: Record<string, JobHandler>,
  more: { driver?: JobDriver; pollMs?: number; leaseSeconds?: number; queue?: QueueName } = {},
): Jobs {
  const jobs = createJobs(app.strapi, { pollMs: 3_600_000, ...more });
  for (const [kind, run] of Object.entries(kinds)) jobs.register(kind, run, more.queue ? { queue: more.queue } : {});
  jobs.start();
  started.push(jobs);
  return jobs;
}

/** Something that is waited for, and said. */
function createSignal() {
  let say = (): void => undefined;
  const said = new Promise<void>((resolve) => {
    say = resolve;
  });
  return { said, say: () => say() };
}

describe('waiting for the job queue', () => {
  it('waits for what a job adds that was under way already', async () => {
    const { jobs } = platformOf(app.strapi);
    const done: unknown[] = [];
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    jobs.register('first', async () => {
      begin();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await jobs.add('second', 'of the first');
    });
    jobs.register('second', async (payload) => {
      done.push(payload);
      return Promise.resolve();
    });
    await jobs.add('first', null);
    await begun;
    await app.settle();
    expect(done).toEqual(['of the first']);
  });
});

describe('mailing many customers', () => {
  it('mails all with access, however many there are, and puts no list of them into the queue', async () => {
    const editor = await createEditor(app);
    const mine = await createPair(app.strapi);
    const alone = Array.from({ length: 230 }, (_, index) => ({
      documentId: `y${String(index).padStart(23, '0')}`,
      name: 'Alone',
      kind: 'customer',
      portalAccess: true,
    }));
    for (let from = 0; from < alone.length; from += 100)
      await app.strapi.db.query(UID.customer).createMany({ data: alone.slice(from, from + 100) });
    const last = await createPair(app.strapi);
    const total = await app.strapi.db.query(UID.customer).count({ where: { portalAccess: true } });
    app.mailbox.clear();
    const { id } = (await editor.post('/customers/resend-link', { customers: 'all' })).body.data as { id: string };
    const row = (await app.strapi.db.query(UID.job).findOne({ where: { documentId: id } as never })) as { payload: string };
    expect(row.payload === null || row.payload.length < 2000).toBe(true);
    await app.settle();
    const job = (await editor.get(`/jobs/${id}`)).body.data as { skipped: number };
    expect(job).toMatchObject({ state: 'done', total, done: total });
    expect(job.skipped).toBeGreaterThanOrEqual(230);
    for (const { email } of [mine.contact, last.contact]) expect(app.mailbox.to(email)).toHaveLength(1);
  });
});

describe('working off the queue', () => {
  it('runs each job once, though several instances look at once', async () => {
    await platformOf(app.strapi).jobs.stop();
    const ran: number[] = [];
    const run: JobHandler = async (payload) => void ran.push(payload as number);
    const instances = [createInstance({ once: run }), createInstance({ once: run }), createInstance({ once: run })];
    await app.strapi.db.transaction(async () => {
      for (let index = 0; index < 60; index += 1) await instances[0]?.add('once', index);
    });
    await Promise.all(instances.map((jobs) => jobs.drain()));
    await Promise.all(instances.map((jobs) => jobs.drain()));
    expect(ran.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index));
  });

  it('lets what waits in one queue hold up no other, and runs no more of one than it may', async () => {
    const ended = createSignal();
    let atOnce = 0;
    const [second, quick] = [createSignal(), createSignal()];
    const slow: JobHandler = async () => {
      atOnce += 1;
      if (atOnce === 2) second.say();
      await ended.said;
    };
    const jobs = createInstance({ slow }, { queue: 'bulk' });
    jobs.register('quick', async () => quick.say());
    for (let index = 0; index < 5; index += 1) await jobs.add('slow', index);
    await second.said;
    await jobs.add('quick', null);
    await quick.said;
    expect(atOnce).toBe(2);
    ended.say();
    await jobs.drain();
    expect(atOnce).toBe(5);
  });

  it('takes up what came while its queue was at work', async () => {
    const [ended, looked, late] = [createSignal(), createSignal(), createSignal()];
    let atOnce = 0;
    const second = createSignal();
    const slow: JobHandler = async (payload) => {
      if (payload === 'late') return late.say();
      atOnce += 1;
      if (atOnce === 2) second.say();
      await ended.said;
    };
    const jobs = createInstance({ slow }, { queue: 'bulk' });
    jobs.register('looked', async () => looked.say());
    for (let index = 0; index < 3; index += 1) await jobs.add('slow', index);
    await second.said;
    await jobs.add('slow', 'late');
    const { id } = await jobs.add('looked', null);
    await looked.said;
    // Nothing that looks now is to find it: its queue is at work still.
    while ((await rows().findOne({ where: { id } }))?.state !== 'done') await new Promise(setImmediate);
    for (let time = 0; time < 20; time += 1) await rows().count({});
    ended.say();
    // Its own next look is an hour away.
    await late.said;
    await jobs.drain();
  });

  it('takes a job as it is when its turn comes, whatever happened to it since it was found', async () => {
    const [begun, ended] = [createSignal(), createSignal()];
    const taken: unknown[] = [];
    const kinds: Record<string, JobHandler> = {
      slow: async () => {
        begun.say();
        await ended.said;
      },
      late: async (payload, { cursor }) => Promise.resolve(void taken.push([payload, cursor])),
    };
    const adding = createJobs(app.strapi, { pollMs: 3_600_000 });
    for (const [kind, run] of Object.entries(kinds)) adding.register(kind, run, { queue: 'bulk' });
    await adding.add('slow', null);
    const [paused, again] = [await adding.add('late', 'paused'), await adding.add('late', 'again')];
    const done = createInstance(kinds, { queue: 'bulk' }).drain();
    await begun.said;
    // Meanwhile another instance did some of one, put it down, and ran the other one, which is due again tomorrow.
    await rows().updateMany({ where: { id: paused.id }, data: { cursor: { after: 20 } } });
    await rows().updateMany({ where: { id: again.id }, data: { dueAt: plusSeconds(now(app.strapi), 86_400) } });
    ended.say();
    await done;
    expect(taken).toEqual([['paused', { after: 20 }]]);
    expect(await stateOf(again)).toMatchObject({ state: 'waiting', attempts: 0 });
    await rows().deleteMany({ where: { id: again.id } });
  });

  it('gives a kind as many tries as it has, and one that nobody runs none', async () => {
    const jobs = createInstance({});
    let tries = 0;
    const fail: JobHandler = async () => {
      tries += 1;
      throw new Error('Not today');
    };
    jobs.register('twice', fail, { attempts: 2 });
    const [twice, unknown] = [await jobs.add('twice', null), await jobs.add('unknown', null)];
    await jobs.drain();
    expect([(await stateOf(twice)).state, (await stateOf(unknown)).state]).toEqual(['waiting', 'failed']);
    setClock(app.strapi, () => plusSeconds(new Date(), 3600));
    await jobs.drain();
    expect([tries, await stateOf(twice)]).toMatchObject([2, { state: 'failed', lastError: 'Not today', payload: null }]);
  });

  it('tries at once what met a deadlock, and later what goes on meeting one', async () => {
    await platformOf(app.strapi).jobs.stop();
    let tries = 0;
    const deadlock = Object.assign(new Error('Deadlock found when trying to get lock'), { code: 'ER_LOCK_DEADLOCK' });
    const jobs = createInstance({
      once: async () => {
        tries += 1;
        if (tries === 1) throw deadlock;
        return Promise.resolve();
      },
      always: () => Promise.reject(deadlock),
    });
    const [once, always] = [await jobs.add('once', null), await jobs.add('always', null)];
    await jobs.drain();
    expect([tries, (await stateOf(once)).state]).toEqual([2, 'done']);
    expect(await stateOf(always)).toMatchObject({ state: 'waiting', attempts: 4 });
    await rows().deleteMany({ where: { id: always.id } });
  });

  it('works off rows that an earlier version added, which named no queue, while another queue is at work', async () => {
    const [begun, ended] = [createSignal(), createSignal()];
    const ran: unknown[] = [];
    const old = createSignal();
    const jobs = createInstance(
      { old: async (payload) => (ran.push(payload), payload === 'as before' ? old.say() : undefined) },
      { queue: 'bulk' },
    );
    jobs.register('slow', async () => (begun.say(), ended.said), { queue: 'mail' });
    const { id } = await jobs.add('old', 'as before', { dueAt: plusSeconds(now(app.strapi), 60) });
    for (let index = 0; index <= QUEUES.mail; index += 1) await jobs.add('slow', index);
    await begun.said;
    await rows().updateMany({ where: { id }, data: { queue: null, dueAt: plusSeconds(now(app.strapi), -1) } });
    await jobs.add('old', 'today');
    await old.said;
    ended.say();
    await jobs.drain();
    expect(ran.sort()).toEqual(['as before', 'today']);
  });

  it('hands a payload that an earlier version wrote to its kind in the shape of today', async () => {
    const ran: unknown[] = [];
    const older = createJobs(app.strapi);
    await older.add('renamed', { customer: 'Ash' });
    const jobs = createJobs(app.strapi);
    jobs.register('renamed', async (payload) => void ran.push(payload), {
      upgrades: [({ customer }: { customer: string }) => ({ customers: [customer] })],
    });
    jobs.start();
    started.push(jobs);
    await jobs.drain();
    expect(ran).toEqual([{ customers: ['Ash'] }]);
  });
});

describe('a job of several steps', () => {
  /** Counts to five; what it has counted is written down with the count of the step. */
  const counting =
    (counted: number[], between: (step: number) => Promise<void>): JobHandler =>
    async (_payload, job, progress) => {
      for (let step = (job.cursor as { after: number } | null)?.after ?? 0; step < 5; step += 1) {
        await between(step);
        await progress.save({ cursor: { after: step + 1 }, result: { counted: step + 1 } });
        counted.push(step);
      }
    };

  it('goes on where it was when its instance died, once its lease has run out', async () => {
    const counted: number[] = [];
    const stuck = createSignal();
    const dead = createInstance({
      count: counting(counted, async (step) => (step === 3 ? (stuck.say(), new Promise(() => undefined)) : undefined)),
    });
    const job = await dead.add('count', null, { owner: 'editor:1', result: { counted: 0 } });
    await stuck.said;
    started.splice(0);
    const heir = createInstance({ count: counting(counted, async () => undefined) });
    await heir.drain();
    expect([counted, (await stateOf(job)).state]).toEqual([[0, 1, 2], 'running']);
    setClock(app.strapi, () => plusSeconds(new Date(), 121));
    await heir.drain();
    expect(counted).toEqual([0, 1, 2, 3, 4]);
    expect(await stateOf(job)).toMatchObject({
      state: 'done',
      cursor: { after: 5 },
      result: { counted: 5 },
      owner: 'editor:1',
      attempts: 2,
    });
    expect(await heir.cancel(job.documentId)).toBe(false);
  });

  it('is believed to be in the hands of its instance for as long as that is there', async () => {
    const [begun, go] = [createSignal(), createSignal()];
    const jobs = createInstance({ long: async () => (begun.say(), go.said) }, { leaseSeconds: 0.03 });
    const job = await jobs.add('long', null);
    await begun.said;
    const { lockedUntil } = await stateOf(job);
    expect(lockedUntil).not.toBeNull();
    // It saves no step: its lease is renewed all the same.
    while (String((await stateOf(job)).lockedUntil) === String(lockedUntil)) await new Promise(setImmediate);
    go.say();
    await jobs.drain();
    expect(await stateOf(job)).toMatchObject({ state: 'done', attempts: 1, lockedUntil: null });
  });

  it('has its lease renewed by each step', async () => {
    const [second, go] = [createSignal(), createSignal()];
    const begun = now(app.strapi);
    setClock(app.strapi, () => begun);
    const handler = counting([], async (step) => {
      if (step === 0) setClock(app.strapi, () => plusSeconds(begun, 100));
      if (step !== 1) return;
      second.say();
      await go.said;
    });
    const jobs = createInstance({ count: handler });
    const job = await jobs.add('count', null);
    const done = jobs.drain();
    await second.said;
    expect(new Date((await stateOf(job)).lockedUntil ?? 0)).toEqual(plusSeconds(begun, 220));
    go.say();
    await done;
  });

  it('is put down between two steps when its instance stops, and another goes on', async () => {
    const [third, go] = [createSignal(), createSignal()];
    const counted: number[] = [];
    const pausing: JobHandler = (payload, job, progress) =>
      counting(counted, async (step) => {
        if (step === 2) third.say();
        if (step === 2) await go.said;
        await progress.pause();
      })(payload, job, progress);
    const leaving = createInstance({ count: pausing });
    const job = await leaving.add('count', null);
    await third.said;
    let gone = false;
    const stopping = leaving.stop().then(() => {
      gone = true;
    });
    await stateOf(job);
    expect(gone).toBe(false);
    go.say();
    await stopping;
    expect(await stateOf(job)).toMatchObject({ state: 'waiting', attempts: 0, cursor: { after: 2 }, lockedUntil: null, lastError: null });
    const heir = createInstance({ count: counting(counted, async () => undefined) });
    await heir.drain();
    expect([counted, (await stateOf(job)).state]).toEqual([[0, 1, 2, 3, 4], 'done']);
  });

  it('is changed no more by an instance that lost it to another', async () => {
    const counted: number[] = [];
    const [stuck, go] = [createSignal(), createSignal()];
    const slow = createInstance({
      count: counting(counted, async (step) => (step === 3 ? (stuck.say(), go.said) : undefined)),
    });
    const job = await slow.add('count', null);
    await stuck.said;
    setClock(app.strapi, () => plusSeconds(new Date(), 121));
    const [last, end] = [createSignal(), createSignal()];
    const heir = createInstance({ count: counting(counted, async (step) => (step === 4 ? (last.say(), end.said) : undefined)) });
    const done = heir.drain();
    await last.said;
    go.say();
    await slow.drain();
    expect(await stateOf(job)).toMatchObject({ state: 'running', attempts: 2, cursor: { after: 4 }, lastError: null });
    end.say();
    await done;
    expect([counted, (await stateOf(job)).state]).toEqual([[0, 1, 2, 3, 4], 'done']);
  });

  it('ends at its next step when it is cancelled, and that step is taken back', async () => {
    const counted: number[] = [];
    const [third, go] = [createSignal(), createSignal()];
    const jobs = createInstance({ count: counting(counted, async (step) => (step === 2 ? (third.say(), go.said) : undefined)) });
    const job = await jobs.add('count', null);
    await third.said;
    expect([await jobs.cancel(job.documentId), await jobs.cancel(job.documentId)]).toEqual([true, false]);
    expect((await stateOf(job)).state).toBe('running');
    go.say();
    await jobs.drain();
    expect(counted).toEqual([0, 1]);
    expect(await stateOf(job)).toMatchObject({
      state: 'cancelled',
      cursor: { after: 2 },
      payload: null,
      lockedUntil: null,
      lastError: null,
    });
    expect(await jobs.cancel(job.documentId)).toBe(false);
  });

  it('never starts when it was cancelled before, though it is claimed at the same time', async () => {
    const ran = new Set<string>();
    const jobs = createInstance({ race: async (_payload, job, progress) => (await progress.save({}), void ran.add(job.documentId)) });
    const all: JobRow[] = [];
    await app.strapi.db.transaction(async () => {
      for (let index = 0; index < 30; index += 1) all.push(await jobs.add('race', index));
    });
    const cancelled = await Promise.all([...all.map(({ documentId }) => jobs.cancel(documentId)), jobs.drain()]);
    await jobs.drain();
    for (const [index, job] of all.entries()) {
      const { state } = await stateOf(job);
      // One that had passed its last step when it was cancelled is done.
      expect([job.documentId, state]).toEqual([job.documentId, ran.has(job.documentId) ? 'done' : 'cancelled']);
      if (state === 'cancelled') expect(cancelled[index]).toBe(true);
    }
    const alone = createJobs(app.strapi);
    const waiting = await alone.add('race', null);
    expect(await alone.cancel(waiting.documentId)).toBe(true);
    expect(await stateOf(waiting)).toMatchObject({ state: 'cancelled', payload: null });
    await jobs.drain();
    expect([ran.has(waiting.documentId), (await stateOf(waiting)).state]).toEqual([false, 'cancelled']);
  });
});

describe('a driver that carries news between instances', () => {
  /** Within this process; what it is told while it is deaf is lost. */
  function createDriver() {
    const listeners = new Map<string, Set<() => void>>();
    const told: string[] = [];
    const of = (queue: string): Set<() => void> => listeners.get(queue) ?? listeners.set(queue, new Set()).get(queue)!;
    const bus = {
      deaf: false,
      told,
      listening: () => [...listeners.values()].reduce((all, { size }) => all + size, 0),
      driver: (): JobDriver => {
        const own: [string, () => void][] = [];
        return {
          notify: async (queue) => {
            told.push(queue);
            if (!bus.deaf) for (const wake of of(queue)) wake();
          },
          listen: async (queue, wake) => void (own.push([queue, wake]), of(queue).add(wake)),
          close: async () => own.forEach(([queue, wake]) => void of(queue).delete(wake)),
        };
      },
    };
    return bus;
  }

  it.each(Object.keys(QUEUES) as QueueName[])(
    'wakes another instance at once, and only when the work is there to be seen: %s',
    async (queue) => {
      const [bus, ran] = [createDriver(), createSignal()];
      const asking = createJobs(app.strapi, { driver: bus.driver() });
      asking.register('told', async () => undefined, { queue });
      createInstance({ told: async () => ran.say() }, { driver: bus.driver(), queue });
      await app.strapi.db.transaction(async () => {
        await asking.add('told', null);
        expect(bus.told).toEqual([]);
      });
      // Its own next look is an hour away.
      await ran.said;
      expect(bus.told).toEqual([queue]);
      await expect(
        app.strapi.db.transaction(async () => {
          await asking.add('told', null);
          throw new Error('Taken back');
        }),
      ).rejects.toThrow('Taken back');
      expect(bus.told).toEqual([queue]);
    },
  );

  it('hears nothing more, and is let go, when its instance has stopped', async () => {
    const bus = createDriver();
    const jobs = createInstance({}, { driver: bus.driver() });
    expect(bus.listening()).toBe(Object.keys(QUEUES).length);
    await jobs.stop();
    expect(bus.listening()).toBe(0);
  });

  it('may lose news: the next look finds the work', async () => {
    const [bus, ran] = [createDriver(), createSignal()];
    bus.deaf = true;
    createInstance({ lost: async () => ran.say() }, { driver: bus.driver(), pollMs: 20 });
    await createJobs(app.strapi, { driver: bus.driver() }).add('lost', null);
    await ran.said;
    expect(bus.told).toEqual(['default']);
  });
});
