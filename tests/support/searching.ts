import { randomUUID } from 'node:crypto';
import { signIn, type Browser } from './client';
import type { Editor } from './editor';
import { changeModule, registration, repair } from './modules';
import { createContact, createPair } from './people';
import type { TestApp } from './strapi';

/** Names, and what finds them and nothing else among them. */
const FOUND: [name: string, ...searches: string[]][] = [
  ['Müller Søndergård', 'müller', 'muller', 'MÜLLER', 'MULLER S', 'søndergard', 'SØNDERGÅRD'],
  ['Özdemir GmbH', 'özd', 'Ozd', 'ÖZD', 'OZDEMIR'],
  ['Ёлка и сыновья', 'ёлка', 'елка', 'ЕЛКА'],
  ['Αθήνα', 'αθηνα', 'ΑΘΗΝΑ', 'Αθήνα'],
  ['Rabatt 100% netto', '100%', '%', '0% N'],
  ['left_right', '_', 'T_R'],
  ['back\\slash', '\\', 'K\\S'],
  ['Halle [3]*?', '[3]', '*', '?', ']*'],
  ['a!b^c.d|e', '!', '^', '.d', '|'],
];

interface World {
  app: TestApp;
  editor: Editor;
  repairs: string;
  products: string;
}

/** Every search of customers' and of editors' alike, in the boot of the file that calls it. */
export function describeSearching(world: () => World): void {
  describe('searching takes no notice of case and accents, and every character for itself', () => {
    let { app, editor, repairs, products } = {} as World;
    let visitor: Browser;
    beforeAll(async () => {
      ({ app, editor, repairs, products } = world());
      visitor = await signIn(app, (await createPair(app.strapi)).contact);
    });

    const searched = async (
      who: Pick<Editor, 'get'> | Browser,
      path: string,
      parameter: string,
      text: string,
      more: Record<string, string> = {},
    ) => {
      const { body } = await who.get(`${path}?${new URLSearchParams({ ...more, [parameter]: text }).toString()}`);
      return body.data as { rows: Record<string, string | { name: string }>[] };
    };
    async function expectFound(find: (text: string) => Promise<unknown[]>, names = FOUND): Promise<void> {
      for (const [name, ...searches] of names) {
        for (const text of searches)
          expect({ text, found: (await find(text)).filter((one) => FOUND.some(([known]) => known === one)) }).toEqual({
            text,
            found: [name],
          });
      }
    }
    const submit = async (browser: Browser, title: string): Promise<string> =>
      (await browser.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair({ title }), submit: true })).body.data.id;

    it('in the lists of customers and their contacts, in the inbox by customer, and in the activity', async () => {
      const mark = randomUUID();
      for (const [name] of FOUND) {
        const { customer, contact } = await createPair(app.strapi, { customer: { name }, contact: { firstName: mark, lastName: name } });
        await submit(await signIn(app, contact), `Of ${customer.id}`);
      }
      await expectFound(async (text) => (await searched(editor, '/customers', 'search', text)).rows.map(({ name }) => name));
      await expectFound(async (text) =>
        (await searched(editor, '/approvals', 'q', text)).rows.map(({ customer }) => (customer as { name: string }).name),
      );
      const { customer } = await createPair(app.strapi);
      const contacts = `/customers/${customer.documentId}/contacts`;
      await expectFound(async (text) =>
        (await searched(editor, contacts, 'search', `${mark} ${text}`)).rows.map(({ name }) => (name as string).slice(mark.length + 1)),
      );

      const [one, other] = ['under_score', 'underxscore'].map((part) => `${part}-${mark}@example.org`);
      for (const email of [one, other]) await signIn(app, await createContact(app.strapi, [customer], { email }));
      const addresses = async (text: string): Promise<unknown[]> => [
        ...new Set((await searched(editor, '/activity', 'search', text)).rows.map(({ email }) => email)),
      ];
      expect(await addresses(`R_SCORE-${mark}`)).toEqual([one]);
      expect((await addresses(mark)).sort()).toEqual([one, other].sort());
      expect(await addresses('%')).toEqual([]);
    });

    it('in a list of records, the own and those that all see, in the inbox by title, and in choices', async () => {
      const { contact } = await createPair(app.strapi);
      const mine = await signIn(app, contact);
      const records: { id: string; revision: number }[] = [];
      for (const [name] of FOUND) records.push({ id: await submit(mine, name), revision: 1 });
      const titles = (who: Browser | Editor, path: string, more?: Record<string, string>) => async (text: string) =>
        (await searched(who, path, 'q', text, more)).rows.map(({ title }) => title);
      await expectFound(titles(mine, `/modules/${repairs}/records`));
      await expectFound(titles(editor, '/approvals'));

      const outcomes = (await editor.post('/approvals/decisions', { decision: 'approve', note: '', records })).body.data as {
        error: unknown;
      }[];
      expect(outcomes.filter(({ error }) => error)).toEqual([]);
      await changeModule(editor, repairs, { seen: 'published' });
      await expectFound(titles(visitor, `/modules/${repairs}/records`, { show: 'published' }));
      await changeModule(editor, repairs, { seen: 'customer' });

      const serial = 'SX-000091';
      await mine.post(`/modules/${products}/records`, { key: randomUUID(), values: registration(serial), submit: true });
      for (const seen of ['published', 'own'] as const) {
        await changeModule(editor, products, { seen });
        const choices = async (search: string) =>
          (
            (
              await (seen === 'own' ? mine : visitor).get(
                `/modules/${repairs}/options/product?${new URLSearchParams({ q: search }).toString()}`,
              )
            ).body.data as { title: string }[]
          ).map(({ title }) => title);
        expect([seen, await choices('sx-00009'), await choices('S_-00009'), await choices('%')]).toEqual([seen, [serial], [], []]);
      }
    });
  });
}
