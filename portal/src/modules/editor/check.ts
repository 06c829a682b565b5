/** What is wrong with what a form holds, in the words of the portal and at the fields of the form. Pure. */
import type { FieldError } from '../../../../plugin/contract/errors';
import type { RecordValues } from '../../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../../plugin/fields/field';
import { checkValues } from '../../../../plugin/fields/values';
import type { ApiError } from '../../api/api-error';
import { ruleProblem } from '../../fields/problems';
import type { Problem } from '../../forms/problems';
import { fromForm, groupIn, groupsIn, isWritable, pathKey, type FormValues, type Path } from './form-values';

/** A control of the form: where it is, and what it is called. */
export interface Place {
  path: Path;
  field: PortalField;
  /** Labels from the outermost component to the field. */
  labels: { label: string; index?: number }[];
}

/** Every control of the form, in the order in which they stand there. */
export function placesIn(fields: readonly PortalField[], form: FormValues, path: Path = [], above: Place['labels'] = []): Place[] {
  return fields.filter(isWritable).flatMap((field) => {
    const at = [...path, field.name];
    const own: Place = { path: at, field, labels: [...above, { label: field.label }] };
    if (field.type !== 'component') return [own];
    const inner = field.fields ?? [];
    if (field.multiple) {
      const groups = groupsIn(form[field.name]);
      return [
        own,
        ...groups.flatMap((group, index) => placesIn(inner, group.values, [...at, index], [...above, { label: field.label, index }])),
      ];
    }
    const group = groupIn(form[field.name]);
    return [own, ...(group ? placesIn(inner, group.values, at, own.labels) : [])];
  });
}

/** An error of the rules, at its control or the nearest one around it. */
function problemAt(places: ReadonlyMap<string, Place>, error: FieldError & { limit?: number }): Problem | undefined {
  const { path } = error;
  for (let length = path.length; length > 0; length -= 1) {
    const key = pathKey(path.slice(0, length));
    const place = places.get(key);
    if (!place) continue;
    if (length < path.length && place.field.type !== 'component') return { field: key, message: 'problem.invalid' };
    return ruleProblem(key, place.field, error);
  }
  return undefined;
}

const byKey = (places: readonly Place[]): Map<string, Place> => new Map(places.map((place) => [pathKey(place.path), place]));

/** One problem for each control, in the order of the form. */
function inOrder(problems: readonly Problem[], places: readonly Place[]): Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) if (!first.has(problem.field)) first.set(problem.field, problem);
  return places.flatMap(({ path }) => first.get(pathKey(path)) ?? []);
}

/** The values to send, and what stands in their way. `complete`: for a submission; drafts may lack things. */
export function checkForm(
  fields: readonly PortalField[],
  form: FormValues,
  { complete, locale }: { complete: boolean; locale: string },
): { values: RecordValues; problems: Problem[] } {
  const places = placesIn(fields, form);
  const { values, problems } = fromForm(fields, form, locale);
  const { errors } = checkValues(fields, values, { complete });
  const known = byKey(places);
  const found = errors.flatMap((error) => problemAt(known, error) ?? []);
  return { values, problems: inOrder([...problems, ...found], places) };
}

/** What the server refused: at the controls of the form, and whether something is left to say above it. */
export function refusedBy(error: ApiError, fields: readonly PortalField[], form: FormValues): { problems: Problem[]; rest: boolean } {
  const places = placesIn(fields, form);
  const known = byKey(places);
  const found = error.fieldErrors.map(({ path, ...more }) =>
    path[0] === 'values' ? problemAt(known, { ...more, path: path.slice(1) }) : undefined,
  );
  const problems = inOrder(
    found.flatMap((problem) => problem ?? []),
    places,
  );
  return { problems, rest: problems.length === 0 || found.includes(undefined) };
}
