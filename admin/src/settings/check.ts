import type { FieldError } from '../../../plugin/contract/errors';
import { entriesOf, type FormSection } from '../../../plugin/preferences';
import { problemsIn } from '../../../plugin/preferences/check';

/** What is wrong with a section's values, by the name of its field in the form; the server has the last word. */
export function checkSection(section: FormSection, values: Readonly<Record<string, unknown>>): Map<string, FieldError> {
  const problems = entriesOf(section).flatMap(([key, entry]) =>
    problemsIn(entry, values[key]).map(({ path, code }): FieldError => ({ path: [key, ...path], code, message: code })),
  );
  return new Map(problems.map((problem) => [problem.path.join('.'), problem]));
}
