import { documentsOf } from '../../server/src/documents';
import { IDEMPOTENCY_HEADER } from '../../plugin/plugin-id';
import { API, signIn, type Browser } from '../support/client';
import { atOneInstant, testClock } from '../support/clock';
import { createDraft } from '../support/documents';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startSecondInstance } from '../support/second-instance';
import { saveSettings } from '../support/settings';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { startApp, type TestApp } from '../support/strapi';

/** Left out on SQLite (jest.config.mjs), which instances do not share. */
const UID = 'plugin::customer-portal';
/** Mails that an instance sends at a time (`QUEUES` of the jobs): what of them was under way when it died goes out once more. */
const UNDER_WAY = 5;
const DOCUMENTS = 12;

let database: TestDatabase;
let one: TestApp;
let customer: TestCustomer;
let readers: TestContact[];
let stranger: TestContact;
let browser: Browser;

beforeAll(async () => {
  database = await createDatabase();
  one = await startApp({ database });
  customer = await createCustomer(one.strapi, { portalAccess: true });
  readers = [await createContact(one.strapi, [customer]), await createContact(one.strapi, [customer])];
  stranger = (await createPair(one.strapi)).contact;
  browser = await signIn(one, await createContact(one.strapi, [customer]));
  await saveSettings(one, 'preferences', { forwardDocuments: true });
});
afterAll(async () => {
  await one.stop();
  await database.drop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const linesOf = (document: string): Promise<number> =>
  one.strapi.db.query(`${UID}.record-event`).count({ where: { document, kind: 'forwarded' } });

interface Forwarded {
  id: string;
  number: string;
  path: string;
  body: object;
  headers: Record<string, string>;
}

async function toForward(round: number): Promise<Forwarded[]> {
  const made: Forwarded[] = [];
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const { documentId: id } = await createDraft(one.strapi, 'invoice', customer);
    const { number } = await documentsOf(one.strapi).issue('invoice', id);
    const body = { contacts: readers.map(({ documentId }) => documentId), message: `For your books, ${round}.` };
    made.push({ id, number, path: `/documents/invoice/${id}/forward`, body, headers: { [IDEMPOTENCY_HEADER]: `round-${round}-${index}` } });
  }
  return made;
}

const mailsTo = ({ email }: TestContact, number: string): number =>
  one.mailbox.to(email).filter(({ subject }) => subject?.includes(number)).length;

describe('an instance that is killed while customers forward documents', () => {
  it.each([
    [25, false],
    [140, true],
    [300, true],
  ])(
    'has forwarded each or none, and whoever asks again has it forwarded once (after %i ms, sending mail itself: %s)',
    async (after, sends) => {
      await resetLimits(one);
      const documents = await toForward(after);
      await one.settle();
      one.mailbox.clear();
      const two = await startSecondInstance(database, one.mailbox);
      const { jobs } = one.strapi.plugin('customer-portal').service('platform');
      if (sends) await jobs.stop();
      else await two.stopJobs();
      const asked = Promise.allSettled(
        documents.map(({ path, body, headers }) =>
          fetch(two.server + API + path, {
            method: 'POST',
            headers: { ...headers, cookie: browser.cookieHeader, 'content-type': 'application/json', 'x-customer-portal': '1' },
            body: JSON.stringify(body),
          }),
        ),
      );
      await pause(after);
      await two.kill();
      const answers = await asked;

      // What was answered stays done; of the others each is whole or not begun.
      for (const [index, { id }] of documents.entries()) {
        const answer = answers[index]!;
        const lines = await linesOf(id);
        expect(lines).toBeLessThanOrEqual(1);
        if (answer.status === 'fulfilled') expect([answer.value.status, lines]).toEqual([200, 1]);
      }
      // Whoever had no answer asks again, with the same key.
      await resetLimits(one);
      for (const { path, body, headers } of documents) {
        const { status, body: answer } = await browser.with(headers).post(path, body);
        expect([status, answer]).toEqual([200, { data: { sent: readers.length } }]);
      }
      if (sends) jobs.start();
      // Beyond the lease of what the dead instance had begun to send.
      await one.settle();
      await atOneInstant(() => one.settle(), new Date(testClock().getTime() + 180_000));
      let again = 0;
      for (const { id, number } of documents) {
        expect(await linesOf(id)).toBe(1);
        for (const reader of readers) {
          const mails = mailsTo(reader, number);
          expect(mails).toBeGreaterThanOrEqual(1);
          again += mails - 1;
        }
      }
      expect(again).toBeLessThanOrEqual(sends ? UNDER_WAY : 0);
      expect(one.mailbox.to(stranger.email)).toEqual([]);
    },
  );
});
