import type { CustomerFieldSettingsView } from '../../../plugin/contract/editor/settings';
import { setAll, settingsOf, valuesOf } from '../../../admin/src/fields/values';

const field = (name: string, more: Partial<CustomerFieldSettingsView['fields'][number]> = {}) => ({
  owner: 'customer' as const,
  name,
  label: name,
  builtIn: true,
  type: 'text' as const,
  level: 'read-only' as const,
  levels: ['optional', 'mandatory', 'read-only', 'hidden'] as ('optional' | 'mandatory' | 'read-only' | 'hidden')[],
  required: false,
  ...more,
});

const view: CustomerFieldSettingsView = {
  values: { customerFieldsEnabled: true, levels: { customer: { phone: 'hidden' }, contact: {} } },
  revision: 3,
  fields: [
    field('phone', { level: 'hidden' }),
    field('city'),
    field('kind', { levels: ['read-only', 'hidden'] }),
    field('email', { owner: 'contact' }),
  ],
};

describe('levels of customer fields', () => {
  test('saves only what was decided: an untouched field stays undecided', () => {
    const values = { ...valuesOf(view), 'contact/email': 'hidden' as const };
    expect(settingsOf(values, view)).toEqual({
      customerFieldsEnabled: true,
      levels: { customer: { phone: 'hidden' }, contact: { email: 'hidden' } },
    });
  });

  test('saves the switch', () => {
    const values = { ...valuesOf(view), customerFieldsEnabled: false };
    expect(settingsOf(values, view).customerFieldsEnabled).toBe(false);
  });

  test('sets all to a level, except fields that cannot have it', () => {
    const values = setAll(valuesOf(view), view.fields, 'optional');
    expect(values).toMatchObject({ 'customer/phone': 'optional', 'customer/city': 'optional', 'customer/kind': 'read-only' });
  });
});
