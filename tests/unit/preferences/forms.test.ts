import german from '../../../admin/src/translations/de.json';
import english from '../../../admin/src/translations/en.json';
import { checkForm, choiceLabel, settingLabel } from '../../../admin/src/settings/forms';
import type { Translate } from '../../../admin/src/messages';
import { defaultsOf, FORMS, type Setting } from '../../../plugin/preferences/forms';
import { customTabInput } from '../../../plugin/settings/custom-tab';
import { connectionSettings } from '../../../plugin/settings/connection';
import { moduleInput } from '../../../plugin/settings/module';
import { settingsOf, valuesOf } from '../../../admin/src/connections/values';
import { settingsFor } from '../../../admin/src/connections/presets';

const t: Translate = (id) => id;
const forms = Object.entries(FORMS) as [keyof typeof FORMS, Readonly<Record<string, Setting>>][];
const settings = forms.flatMap(([form, shapes]) => Object.entries(shapes).map(([key, setting]) => [form, key, setting] as const));

describe('settings of tabs, modules and connections', () => {
  test.each(settings)('%s %s has words for all that editors read of it, in every language', (form, key, setting) => {
    const choices = setting.shape === 'choice' ? setting.choices.map((choice) => choiceLabel(t, key, choice)) : [];
    const missing = setting.needed || (setting.shape === 'text' && setting.required) ? [`setting.missing.${form}.${key}`] : [];
    for (const id of [settingLabel(t, form, key), ...choices, ...missing]) {
      expect(english).toHaveProperty([id]);
      expect(german).toHaveProperty([id]);
    }
  });

  test('are all that such words are about', () => {
    const known = new Set(settings.map(([form, key]) => `${form}.${key}`));
    const choices = new Set(
      settings.flatMap(([, key, setting]) => (setting.shape === 'choice' ? setting.choices.map((one) => `${key}.${one}`) : [])),
    );
    for (const id of Object.keys(english).filter((one) => one.startsWith('setting.'))) {
      const [, kind = '', ...rest] = id.split('.');
      expect([id, (kind.startsWith('choice') ? choices : known).has(rest.join('.'))]).toEqual([id, true]);
    }
  });

  test('begin with values that the server takes once there is a name', () => {
    const url = 'https://example.com/';
    expect(customTabInput.safeParse({ ...defaultsOf(FORMS.tab), name: 'News', url }).error).toBeUndefined();
    expect(moduleInput.safeParse({ ...defaultsOf(FORMS.module), name: 'Repairs', fields: {} }).error).toBeUndefined();
    for (const key of ['oidc', 'saml'])
      expect(connectionSettings.safeParse({ ...settingsFor({ key }), name: 'Acme' }).error).toBeUndefined();
  });

  test('are refused by the form where the server refuses them', () => {
    const tab = { ...defaultsOf(FORMS.tab), url: 'https://example.com/' };
    const module = defaultsOf(FORMS.module);
    const connection = valuesOf(settingsFor({ key: 'oidc' }));
    for (const name of ['', ' ', 'x', 'x'.repeat(40), 'x'.repeat(41), 'x'.repeat(60), 'x'.repeat(61), 'two\nlines']) {
      expect([name, checkForm(t, 'tab', { ...tab, name }).size === 0]).toEqual([name, customTabInput.safeParse({ ...tab, name }).success]);
      const [ours, theirs] = [checkForm(t, 'module', { ...module, name }), moduleInput.safeParse({ ...module, name, fields: {} })];
      expect([name, ours.size === 0]).toEqual([name, theirs.success]);
      const saved = connectionSettings.safeParse(settingsOf({ ...connection, name }));
      expect([name, checkForm(t, 'connection', { ...connection, name }).size === 0]).toEqual([name, saved.success]);
    }
  });
});
