import type { FieldError } from '../../../plugin/contract/errors';
import { problemsIn } from '../../../plugin/preferences/check';
import { FORMS, type Setting } from '../../../plugin/preferences/forms';
import { fieldErrorText } from '../api/field-errors';
import type { MessageId, Translate } from '../messages';

export type FormName = keyof typeof FORMS;
export type SettingKey<F extends FormName> = keyof (typeof FORMS)[F] & string;

const shapesOf = (form: FormName): Readonly<Record<string, Setting>> => FORMS[form];

/** One setting of a form; undefined where it has none of that name. */
export const settingIn = (form: FormName, key: string): Setting | undefined =>
  Object.hasOwn(FORMS[form], key) ? shapesOf(form)[key] : undefined;

/** Words of a setting. That they are there in every language is held by a test over the forms. */
export const settingLabel = (t: Translate, form: FormName, key: string): string => t(`setting.label.${form}.${key}` as MessageId);
export const choiceLabel = (t: Translate, key: string, choice: string): string => t(`setting.choice.${key}.${choice}` as MessageId);

/** A text, number, switch or list of texts in words. */
export function plainWords(t: Translate, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'switch.on' : 'switch.off');
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text === '' ? t('empty') : text;
}

/** A setting's name and value, for the notice after two editors saved at once. */
export function settingWords(t: Translate, form: FormName, key: string, value: unknown): { label: string; value: string } {
  const label = settingLabel(t, form, key);
  return { label, value: settingIn(form, key)?.shape === 'choice' ? choiceLabel(t, key, String(value)) : plainWords(t, value) };
}

/** A first look at what is typed, by the same limits as the server's, which has the last word. Lists are left to it. */
export function checkForm(t: Translate, form: FormName, values: Readonly<Record<string, unknown>>): Map<string, string> {
  const errors = new Map<string, string>();
  for (const [key, setting] of Object.entries(shapesOf(form))) {
    if (setting.shape === 'list' || !Object.hasOwn(values, key)) continue;
    const [problem] = problemsIn(setting, values[key]);
    if (!problem) continue;
    const error: FieldError = { ...problem, message: problem.code };
    errors.set(key, problem.code === 'required' ? t(`setting.missing.${form}.${key}` as MessageId) : fieldErrorText(t, error));
  }
  return errors;
}
