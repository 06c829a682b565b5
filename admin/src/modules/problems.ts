import type { ModuleProblem, SettableRecordField } from '../../../plugin/contract/editor/modules';
import type { Translate } from '../messages';
import { defaultKey, isFilledIn, levelKey, type ModuleValues, type ModuleView } from './values';

/** What is wrong with a field in the form as it is now, so that a decision is seen to help at once. */
export type FieldProblem = Exclude<ModuleProblem['code'], 'type-gone' | 'no-draft-and-publish' | 'column-hidden'>;

const has = ({ module }: ModuleView, code: ModuleProblem['code'], name: string): boolean =>
  module?.problems.some((problem) => problem.code === code && problem.field === name) ?? false;

/** A default that the field does not take, until it is changed. */
const isWrong = (view: ModuleView, values: ModuleValues, name: string): boolean =>
  has(view, 'default-wrong', name) && !isFilledIn(values[levelKey(name)]) && values[defaultKey(name)] === view.input.fields[name]?.default;

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/**
 * A required field that nothing fills. For a field that is as it was saved, the server knows better:
 * the content type may have a default of its own.
 */
function isLeftEmpty(view: ModuleView, values: ModuleValues, { name, required }: SettableRecordField): boolean {
  // Where customers make no records, nobody has to fill them.
  if (!values.mayCreate || !required || isFilledIn(values[levelKey(name)]) || !isEmpty(values[defaultKey(name)])) return false;
  const before = view.input.fields[name];
  const asSaved = view.module && !isFilledIn(before?.level) && isEmpty(before?.default);
  return !asSaved || has(view, 'required-hidden', name);
}

/** What needs a decision at a field, if anything. */
export function fieldProblem(view: ModuleView, values: ModuleValues, field: SettableRecordField): FieldProblem | undefined {
  if (isWrong(view, values, field.name)) return 'default-wrong';
  return isLeftEmpty(view, values, field) ? 'required-hidden' : undefined;
}

/** Why the list does not show a column: its field is hidden or gone. */
export function columnProblem(view: ModuleView, values: ModuleValues, name: string): 'column-hidden' | 'field-gone' | undefined {
  if (!view.fields.some((field) => field.name === name)) return 'field-gone';
  return values[levelKey(name)] === 'hidden' ? 'column-hidden' : undefined;
}

/** Of a stored module, what is wrong with it as a whole. */
export const typeProblem = (problems: ModuleProblem[]): 'type-gone' | 'no-draft-and-publish' | undefined =>
  problems.map(({ code }) => code).find((code) => code === 'type-gone' || code === 'no-draft-and-publish');

/** How many decisions a module of the list waits for, in words; nothing where all is well. */
export function problemWords(t: Translate, problems: ModuleProblem[]): string | undefined {
  const whole = typeProblem(problems);
  if (whole) return t(`modules.problem.${whole}.short`);
  return problems.length === 0 ? undefined : t('modules.problems', { count: problems.length });
}
