import { ROW_MIGRATIONS, TABLE_MIGRATIONS } from '../../server/src/migrations';
import { createEditor } from '../support/editor';
import { openMailbox, type Mailbox } from '../support/mailbox';
import { OLD_APP_KEYS, openOldDatabase, type OldFacts } from '../support/old-database';
import { startSecondInstance, type SecondInstance } from '../support/second-instance';
import { startApp, type TestApp } from '../support/strapi';
import type { TestDatabase } from '../runtime/databases';

/**
 * A deployment that starts two instances of this version at once, on a database that an earlier version left. Left out
 * on SQLite (jest.config.mjs), which instances do not share.
 */
let database: TestDatabase;
let facts: OldFacts;
let mailbox: Mailbox;
let instances: SecondInstance[] = [];
/** Comes when the others are up. */
let later: TestApp;
const keys = process.env.TEST_APP_KEYS;

/** Has those who wait for it go on when there are that many. */
function meetingOf(many: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const met = new Promise<void>((resolve) => {
    open = resolve;
  });
  let there = 0;
  return () => {
    there += 1;
    if (there === many) open();
    return met;
  };
}

beforeAll(async () => {
  process.env.TEST_APP_KEYS = OLD_APP_KEYS;
  ({ database, facts } = await openOldDatabase());
  mailbox = await openMailbox();
  const together = meetingOf(2);
  instances = await Promise.all([1, 2].map(() => startSecondInstance(database, mailbox, together)));
  later = await startApp({ database, mailbox });
  await later.strapi.db.query('plugin::customer-portal.job').updateMany({
    where: { state: 'waiting' } as never,
    data: { dueAt: new Date() } as never,
  });
  for (let time = 0; time < 2; time += 1) await Promise.all([later.settle(), ...instances.map((one) => one.settle())]);
});
afterAll(async () => {
  await Promise.all(instances.map((one) => one.kill()));
  await later?.stop();
  await mailbox.close();
  await database.drop();
  if (keys === undefined) delete process.env.TEST_APP_KEYS;
  else process.env.TEST_APP_KEYS = keys;
});

const rowsOf = (type: string) => later.strapi.db.query(`plugin::customer-portal.${type}` as never);

describe('two instances that are updated at once', () => {
  it('both come up, and do each migration once between them', async () => {
    expect(instances).toHaveLength(2);
    const own = (names: string[]): string[] => names.filter((name) => name.startsWith('customer-portal-'));
    const internal = await later.strapi.db.getConnection('strapi_migrations_internal').select<{ name: string }[]>('name');
    expect(own(internal.map(({ name }) => name))).toEqual(TABLE_MIGRATIONS.map(({ name }) => name));
    const noted = await later.strapi.db.getConnection('strapi_core_store_settings').select<{ key: string }[]>('key');
    const prefix = 'plugin_customer-portal_';
    for (const { name } of ROW_MIGRATIONS) expect(noted.filter(({ key }) => key === prefix + name)).toHaveLength(1);
    expect(await rowsOf('job').count({ where: { kind: 'clean-up' } as never })).toBe(1);
  });

  it('lose nothing: people, settings, modules and records are there', async () => {
    const counts = ['contact', 'customer', 'membership', 'setting', 'module', 'record', 'custom-tab'].map((type) => rowsOf(type).count());
    expect(await Promise.all(counts)).toEqual([5, 4, 5, 3, 2, 5, 1]);
    expect(await rowsOf('contact').count({ where: { invitedAt: { $null: true } } as never })).toBe(0);
  });

  it('go on with what had begun, and mail nobody twice', async () => {
    const editor = await createEditor(later);
    const jobOf = async (id: string) => (await editor.get(`/jobs/${id}`)).body.data as object;
    expect(await jobOf(facts.resend)).toMatchObject({ state: 'done', total: 3, done: 3 });
    expect(await jobOf(facts.invite)).toMatchObject({ state: 'done', total: 2, done: 2, sent: 2, skipped: 0 });
    const mails = ['anna@ash.example', 'bert@birch.example', 'cleo@ash.example'].map((email) => mailbox.to(email).length);
    expect(mails).toEqual([2, 2, 0]);
  });
});
