import { PREFERENCES, preferenceDefaults, preferencesOf, type Preference } from '../../../plugin/preferences';
import { CUSTOMER_FIELD_DEFAULTS, customerFieldSettings } from '../../../plugin/settings/customer-fields';
import { GENERAL_DEFAULTS, generalSettings } from '../../../plugin/settings/general';
import { LOGIN_DEFAULTS, loginSettings } from '../../../plugin/settings/login';

const entries = Object.entries(PREFERENCES as Record<string, Preference>);

describe('the preference catalogue', () => {
  it.each(entries)('%s has a default that its own schema takes', (key, preference) => {
    const { [key]: schema } = preferencesOf(preference.section) as Record<string, { safeParse(value: unknown): { success: boolean } }>;
    expect(schema?.safeParse(preference.default).success).toBe(true);
    expect(schema?.safeParse({}).success).toBe(false);
    expect(schema?.safeParse(null).success).toBe(false);
    expect((preferenceDefaults(preference.section) as Record<string, unknown>)[key]).toBe(preference.default);
  });

  it.each(entries)('%s requires only other switches of the catalogue, and no circle', (key, { requires = [] }) => {
    const reached = new Set<string>();
    const walk = (names: readonly string[]): void => {
      for (const name of names) {
        expect(PREFERENCES).toHaveProperty(name);
        expect((PREFERENCES as Record<string, Preference>)[name]?.shape).toBe('switch');
        if (reached.has(name)) continue;
        reached.add(name);
        walk((PREFERENCES as Record<string, Preference>)[name]?.requires ?? []);
      }
    };
    walk(requires);
    expect(reached.has(key)).toBe(false);
  });

  it('stands in the settings of its section', () => {
    const sections = {
      general: { shape: generalSettings.shape, defaults: GENERAL_DEFAULTS },
      login: { shape: loginSettings.shape, defaults: LOGIN_DEFAULTS },
      'customer-fields': { shape: customerFieldSettings.shape, defaults: CUSTOMER_FIELD_DEFAULTS },
    };
    for (const [key, { section, default: value }] of entries) {
      expect(sections[section].shape).toHaveProperty(key);
      expect(sections[section].defaults).toHaveProperty(key, value);
    }
  });

  it('has defaults that the settings themselves take', () => {
    expect(generalSettings.parse(GENERAL_DEFAULTS)).toEqual(GENERAL_DEFAULTS);
    expect(loginSettings.parse(LOGIN_DEFAULTS)).toEqual(LOGIN_DEFAULTS);
    expect(customerFieldSettings.parse(CUSTOMER_FIELD_DEFAULTS)).toEqual(CUSTOMER_FIELD_DEFAULTS);
  });
});
