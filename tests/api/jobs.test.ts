import { platformOf } from '../../server/src/platform';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

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
