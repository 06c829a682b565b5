import type { MessageId } from '../../../admin/src/messages';
import english from '../../../admin/src/translations/en.json';
import { activityContract } from '../../../plugin/contract/editor/activity';
import { detailWords } from '../../../admin/src/activity/words';
import { addressOf, filterIn, isFiltered, queryOf, type Filter } from '../../../admin/src/activity/filter';
import { PERIODS } from '../../../admin/src/components/period';

/** The English words. */
const t = (id: MessageId, values: Record<string, unknown> = {}): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), english[id]);
const NOW = new Date('2026-03-10T12:00:00.000Z');
const NOTHING: Filter = { page: 1, search: '', kind: undefined, period: 'all', from: '', to: '' };
const from = (address: string): Filter => filterIn(new URLSearchParams(address));

describe('the filter of the activity', () => {
  test('stands in the address, and comes back out of it', () => {
    const filter: Filter = { page: 3, search: 'robin@', kind: 'sign-in', period: 'range', from: '2026-01-01', to: '2026-02-01' };
    expect(filterIn(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    expect(addressOf(NOTHING)).toEqual({});
  });

  test.each(['page=0', 'page=-1', 'page=x', 'page=1e9', 'kind=nonsense', 'period=ever', 'from=yesterday', 'to=2026-1-1'])(
    'is not upset by an address with %s',
    (address) => expect(from(address)).toEqual(NOTHING),
  );

  test('asks what the server takes, for every period', () => {
    for (const period of PERIODS) {
      const query = queryOf({ ...NOTHING, period, from: '2026-01-05', to: '2026-01-06', search: ' robin ' }, NOW);
      const sent = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      expect(activityContract.find.query.safeParse(sent).error).toBeUndefined();
      expect(query.search).toBe('robin');
    }
  });

  test('counts back from now', () => {
    expect(queryOf({ ...NOTHING, period: 'day' }, NOW)).toMatchObject({ from: '2026-03-09T12:00:00.000Z', to: undefined });
    expect(queryOf({ ...NOTHING, period: 'week' }, NOW).from).toBe('2026-03-03T12:00:00.000Z');
  });

  test("takes in the whole of both days, of the editor's time zone", () => {
    const { from: first, to: last } = queryOf({ ...NOTHING, period: 'range', from: '2026-01-05', to: '2026-01-05' }, NOW);
    const begin = new Date(first ?? '');
    const end = new Date(last ?? '');
    expect([begin.getDate(), begin.getHours(), begin.getMinutes()]).toEqual([5, 0, 0]);
    expect([end.getDate(), end.getHours(), end.getMinutes(), end.getMilliseconds()]).toEqual([5, 23, 59, 999]);
  });

  test('may leave one end open', () => {
    expect(queryOf({ ...NOTHING, period: 'range', to: '2026-01-05' }, NOW).from).toBeUndefined();
    expect(queryOf({ ...NOTHING, period: 'range', from: '2026-01-05' }, NOW).to).toBeUndefined();
    // Days of another period do not count.
    expect(queryOf({ ...NOTHING, period: 'all', from: '2026-01-05' }, NOW).from).toBeUndefined();
  });

  test('knows whether anything is filtered out', () => {
    expect(isFiltered(NOTHING)).toBe(false);
    expect(isFiltered({ ...NOTHING, page: 2 })).toBe(false);
    expect(isFiltered({ ...NOTHING, search: 'x' })).toBe(true);
    expect(isFiltered({ ...NOTHING, kind: 'sign-up' })).toBe(true);
  });
});

test('a detail is said in words where the server has a word for it, and otherwise as it is', () => {
  expect(detailWords(t, 'factor-failed', 'recovery-code')).toBe('Recovery code');
  expect(detailWords(t, 'sign-in-failed', 'Acme: wrong-issuer')).toBe('Acme: wrong-issuer');
  expect(detailWords(t, 'sign-in', 'toString')).toBe('toString');
  expect(detailWords(t, 'sign-in', 'abcdefghijklmnopqrstuvwx')).toBe('A connection that was deleted');
});

test('what an editor changed is said in the words of the screen that it was changed on', () => {
  expect(detailWords(t, 'settings-saved', 'general: accentColour, timeZone')).toBe('General: Accent colour, Time zone');
  expect(
    detailWords(t, 'settings-saved', 'customer-fields: customerFieldsEnabled, levels.customer.phone, levels.contact.shoeSize, …'),
  ).toBe('Customer Fields: Account details in the portal, Phone (Customer), shoeSize (Contact), …');
  expect(detailWords(t, 'connection-changed', 'Acme: north: enabled, attributes.email, clientSecret')).toBe(
    'Acme: north: Switched on, Names of the attributes, Client secret',
  );
  expect(detailWords(t, 'module-changed', 'Repairs: mayEdit, fields.title.level, fields.title.default')).toBe(
    'Repairs: Edit records, field “title”',
  );
  expect(detailWords(t, 'tab-changed', 'Catalogue: opensIn')).toBe('Catalogue: Opens in');
  expect(detailWords(t, 'membership-changed', 'Acme: owner')).toBe('Acme: Owner');
  // Names are whatever people call things.
  expect(detailWords(t, 'tab-changed', 'constructor: toString')).toBe('constructor: toString');
  expect(detailWords(t, 'tab-added', 'general: timeZone')).toBe('general: timeZone');
});
