import { changedKeys, changeOf } from '../../../server/src/activity/by-editor';

test('what an editor changed is named by its path, with no value', () => {
  const before = { name: 'A', on: true, list: ['x'], levels: { customer: { email: 'hidden', phone: 'optional' }, contact: {} } };
  const after = {
    name: 'B',
    on: true,
    list: ['x', 'y'],
    levels: { customer: { email: 'hidden', phone: 'mandatory' }, contact: { title: 'hidden' } },
    more: null,
  };
  expect(changedKeys(before, after)).toEqual(['name', 'list', 'levels.customer.phone', 'levels.contact.title', 'more']);
  expect(changedKeys(before, { ...before })).toEqual([]);
  expect(changedKeys(undefined, { name: 'A' })).toEqual(['name']);
});

test('a change is told with the name of what was changed', () => {
  expect(changeOf('Intranet', ['enabled', 'domains'])).toBe('Intranet: enabled, domains');
  expect(changeOf('Intranet', [])).toBe('Intranet');
  const many = Array.from({ length: 30 }, (_, index) => `levels.customer.field${index}`);
  const told = changeOf('customer-fields', many);
  expect(told.length).toBeLessThan(255);
  expect(told).toMatch(/^customer-fields: levels\.customer\.field0, .*levels\.customer\.field\d, …$/u);
});
