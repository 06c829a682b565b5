import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { modulesOf } from '../../server/src/modules';
import { plusSeconds } from '../../server/src/platform/clock';
import { signIn, type Browser } from '../support/client';
import { ADMIN_API, createEditor, type Editor } from '../support/editor';
import { openRepairs, repair, REPAIR, upload } from '../support/modules';
import { createContact, createPair } from '../support/people';
import { startSecondInstance, type SecondInstance } from '../support/second-instance';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { startApp, type TestApp } from '../support/strapi';

/** Two instances of one deployment; one of them dies in the middle of its work. Left out on SQLite (jest.config.mjs). */
let database: TestDatabase;
let one: TestApp;
let two: SecondInstance;
let editor: Editor;
let repairs: string;
/** Two contacts of one customer, and one of another. */
let first: Browser;
let colleague: Browser;
let stranger: Browser;

beforeAll(async () => {
  database = await createDatabase();
  one = await startApp({ database });
  editor = await createEditor(one);
  repairs = (await openRepairs(editor)).id;
  const { customer, contact } = await createPair(one.strapi);
  first = await signIn(one, contact);
  colleague = await signIn(one, await createContact(one.strapi, [customer]));
  stranger = await signIn(one, (await createPair(one.strapi)).contact);
  two = await startSecondInstance(database, one.mailbox);
});
afterAll(async () => {
  await two.kill();
  await one.stop();
  await database.drop();
});

const PHOTOS = 12;
const library = () => one.strapi.db.query('plugin::upload.file');

it('an instance that is killed while it approves leaves a record that waits or is published, and no stray files', async () => {
  const photos: string[] = [];
  for (let index = 0; index < PHOTOS; index += 1) photos.push((await upload(one, first, repairs, 'photos')).body.data.id as string);
  const { id } = (await first.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair({ photos }), submit: true })).body
    .data as { id: string };
  const approving = request(two.server)
    .post(`${ADMIN_API}/approvals/${id}/approve`)
    .set('authorization', `Bearer ${editor.token}`)
    .send({ revision: 1 });
  let status: number | undefined;
  const answered = approving.then(
    (answer) => (status = answer.status),
    () => (status = 0),
  );
  // Dead as soon as its first copies are there.
  while (status === undefined && (await library().count()) < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await two.kill();
  await answered;

  const { state } = (await first.get(`/modules/${repairs}/records/${id}`)).body.data as { state: string };
  expect(['submitted', 'approved']).toContain(state);
  expect([0, 200]).toContain(status);
  if (status === 200) expect(state).toBe('approved');
  expect(await one.strapi.db.query(REPAIR).count({ where: { publishedAt: { $notNull: true } } })).toBe(state === 'approved' ? 1 : 0);
  await library().updateMany({ where: {}, data: { createdAt: plusSeconds(new Date(), -2 * 3600) } });
  await modulesOf(one.strapi).upkeep.cleanUp();
  expect(await library().count()).toBe(state === 'approved' ? PHOTOS : 0);

  if (state === 'submitted') expect((await editor.post(`/approvals/${id}/approve`, { revision: 1 })).status).toBe(200);
  const { files } = (await colleague.get(`/modules/${repairs}/records/${id}`)).body.data as { files: { url: string | null }[] };
  expect(files.map(({ url }) => typeof url)).toEqual(photos.map(() => 'string'));
  expect((await stranger.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
});
