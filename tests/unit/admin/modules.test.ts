import type { EditorModule, SettableRecordField } from '../../../plugin/contract/editor/modules';
import { moduleInput } from '../../../plugin/settings/module';
import { FIELD_TYPES } from '../../../plugin/vocabulary';
import { errorsByField } from '../../../admin/src/api/field-errors';
import type { Translate } from '../../../admin/src/messages';
import { fromInput, inputTypeOf, toInput } from '../../../admin/src/modules/default-value';
import { columnProblem, fieldProblem, problemWords } from '../../../admin/src/modules/problems';
import { choicesFor, inputOf, startOf, validate, valuesOf, type ModuleView } from '../../../admin/src/modules/values';
import { describe as inWords } from '../../../admin/src/modules/words';

const t: Translate = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);

const field = (name: string, more: Partial<SettableRecordField> = {}): SettableRecordField => ({
  name,
  label: name.toUpperCase(),
  type: 'text',
  required: false,
  levels: ['optional', 'mandatory', 'read-only', 'hidden'],
  suggested: 'optional',
  defaultable: true,
  listable: true,
  ...more,
});

const FIELDS = [
  field('urgency', { type: 'enumeration', options: ['Low', 'High'], required: true, suggested: 'mandatory' }),
  field('title', { required: true, suggested: 'mandatory' }),
  field('body', { type: 'blocks', defaultable: false, listable: false }),
  field('meta', { type: 'json', levels: ['read-only', 'hidden'], suggested: 'hidden', defaultable: false, listable: false }),
];

const fresh = (): ModuleView => ({
  contentType: 'api::repair.repair',
  typeName: 'Repair',
  input: startOf('Repair', FIELDS),
  fields: FIELDS,
});

function stored(change: (input: ModuleView['input']) => void = () => undefined, problems: EditorModule['problems'] = []): ModuleView {
  const view = fresh();
  change(view.input);
  const module = { ...view.input, id: 'a'.repeat(24), contentType: view.contentType, typeName: 'Repair', problems, revision: 3 };
  return { ...view, module };
}

describe('what a new module begins with', () => {
  test('is what the server takes, with the levels that it suggests', () => {
    const { input } = fresh();
    expect(moduleInput.safeParse(input).success).toBe(true);
    expect(input.fields.title).toEqual({ level: 'mandatory', default: null });
    expect(input.fields.meta).toEqual({ level: 'hidden', default: null });
    expect(input.approval).toBe(true);
  });

  test('lists a text first, and nothing that a list cannot show', () => {
    expect(fresh().input.columns).toEqual(['title', 'urgency']);
  });

  test('keeps to the longest name', () => {
    expect(startOf('x'.repeat(60), FIELDS).name).toHaveLength(40);
  });
});

describe('the form of a module', () => {
  test('saves what it shows, unchanged', () => {
    const view = stored((input) => {
      input.fields.urgency = { level: 'hidden', default: 'Low' };
      input.notify = ['desk@example.com'];
    });
    expect(inputOf(valuesOf(view), view)).toEqual(view.input);
  });

  test('shows a field without an entry, or with an impossible level, as hidden', () => {
    const view = stored((input) => {
      delete input.fields.title;
      input.fields.meta = { level: 'mandatory', default: null };
    });
    expect(valuesOf(view)).toMatchObject({ 'level/title': 'hidden', 'level/meta': 'hidden' });
  });

  test('offers no required field as optional, and shows one that was saved so as what it is', () => {
    const view = stored((input) => (input.fields.title = { level: 'optional', default: null }));
    expect(choicesFor(FIELDS[1]!)).toEqual(['mandatory', 'read-only', 'hidden']);
    expect(choicesFor(FIELDS[2]!)).toContain('optional');
    expect(valuesOf(view)['level/title']).toBe('mandatory');
  });

  test('keeps a default only where customers do not fill the field in, and blank text is none', () => {
    const view = stored();
    const values = { ...valuesOf(view), 'default/urgency': 'Low', 'level/title': 'hidden' as const, 'default/title': '  ' };
    expect(inputOf(values, view).fields.urgency).toEqual({ level: 'mandatory', default: null });
    expect(inputOf(values, view).fields.title).toEqual({ level: 'hidden', default: null });
    expect(inputOf({ ...values, 'level/urgency': 'read-only' }, view).fields.urgency).toEqual({ level: 'read-only', default: 'Low' });
    expect(inputOf({ ...values, 'level/urgency': 'hidden', 'default/urgency': false }, view).fields.urgency?.default).toBe(false);
  });

  test('keeps a field that is gone until it is removed', () => {
    const view = stored((input) => (input.fields.gone = { level: 'read-only', default: 7 }));
    const values = valuesOf(view);
    expect(inputOf(values, view).fields.gone).toEqual({ level: 'read-only', default: 7 });
    expect(inputOf({ ...values, 'level/gone': null }, view).fields).not.toHaveProperty('gone');
  });

  test('says what is wrong before the server does', () => {
    const values = valuesOf(fresh());
    expect(validate(t, values).size).toBe(0);
    expect([...validate(t, { ...values, name: ' ', notify: ['no address'] }).keys()]).toEqual(['name', 'notify']);
    expect(validate(t, { ...values, notify: Array.from({ length: 6 }, (_, at) => `p${at}@example.com`) }).get('notify')).toMatch(
      'too-many',
    );
  });

  test('finds the places of the errors that the server names', () => {
    const paths = [
      ['body', 'fields', 'title', 'level'],
      ['body', 'fields', 'title', 'default'],
      ['body', 'fields', 'gone'],
      ['body', 'columns', 1],
      ['body', 'notify', 0],
    ];
    const fieldErrors = paths.map((path) => ({ path, code: 'invalid' as const, message: '' }));
    expect([...errorsByField({ fieldErrors }).keys()].sort()).toEqual(['columns', 'default/title', 'level/gone', 'level/title', 'notify']);
  });
});

describe('what needs a decision', () => {
  const problemOf = (view: ModuleView, values = valuesOf(view), name = 'urgency') =>
    fieldProblem(view, values, FIELDS.find((one) => one.name === name)!);

  test('is a required field that nothing fills, as soon as it is hidden', () => {
    const view = stored();
    expect(problemOf(view)).toBeUndefined();
    const hidden = { ...valuesOf(view), 'level/urgency': 'hidden' as const };
    expect(problemOf(view, hidden)).toBe('required-hidden');
    expect(problemOf(view, { ...hidden, 'default/urgency': 'Low' })).toBeUndefined();
  });

  test('is not a required field where customers make no records', () => {
    const view = stored();
    expect(problemOf(view, { ...valuesOf(view), 'level/urgency': 'hidden' as const, mayCreate: false })).toBeUndefined();
  });

  test('is left to the server for a field as it was saved: the content type may fill it by itself', () => {
    const hide = (input: ModuleView['input']) => (input.fields.urgency = { level: 'hidden', default: null });
    expect(problemOf(stored(hide))).toBeUndefined();
    expect(problemOf(stored(hide, [{ code: 'required-hidden', field: 'urgency' }]))).toBe('required-hidden');
  });

  test('is a default that does not fit, until it is another one', () => {
    const view = stored(
      (input) => (input.fields.urgency = { level: 'hidden', default: 'Never' }),
      [{ code: 'default-wrong', field: 'urgency' }],
    );
    expect(problemOf(view)).toBe('default-wrong');
    expect(problemOf(view, { ...valuesOf(view), 'default/urgency': 'High' })).toBeUndefined();
  });

  test('is a column that nobody would see', () => {
    const view = stored();
    const values = { ...valuesOf(view), 'level/title': 'hidden' as const };
    expect(columnProblem(view, values, 'title')).toBe('column-hidden');
    expect(columnProblem(view, values, 'urgency')).toBeUndefined();
    expect(columnProblem(view, values, 'gone')).toBe('field-gone');
  });

  test('is counted in the list, where the type itself comes first', () => {
    expect(problemWords(t, [])).toBeUndefined();
    expect(problemWords(t, [{ code: 'field-gone', field: 'a' }])).toMatch('"count":1');
    expect(problemWords(t, [{ code: 'type-gone', field: null }])).toBe('modules.problem.type-gone.short');
  });
});

describe('a default by the type of its field', () => {
  test.each(FIELD_TYPES)('%s has an input', (type) => expect(inputTypeOf(type)).toMatch(/./u));

  test('reads times and moments as the browser wants them, and stores moments in UTC', () => {
    expect(toInput('time', '09:30:00.000')).toBe('09:30');
    const stored = fromInput('datetime-local', '2026-03-04T09:30');
    expect(stored).toMatch(/^2026-03-0[345]T\d\d:\d\d:00\.000Z$/u);
    expect(toInput('datetime-local', stored)).toBe('2026-03-04T09:30');
    expect(toInput('datetime-local', 'nonsense')).toBe('');
    expect([toInput('date', 'nonsense'), toInput('time', 'nonsense'), toInput('text', 'any')]).toEqual(['', '', 'any']);
    expect(fromInput('date', '')).toBeNull();
    expect(fromInput('date', '2026-03-04')).toBe('2026-03-04');
  });
});

test('every setting of a module has a name and a value in words', () => {
  const view = stored((input) => (input.fields.urgency = { level: 'hidden', default: false }));
  for (const [name, value] of Object.entries(valuesOf(view))) {
    const said = inWords(t, name, value, view);
    expect(said.label).not.toBe('');
    expect(said.value).not.toMatch(/object|undefined/u);
  }
  expect(inWords(t, 'level/title', null, view).value).toBe('modules.field.removed');
  expect(inWords(t, 'columns', ['title', 'gone'], view).value).toBe('TITLE, gone');
});
