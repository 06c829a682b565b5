import { describe, expect, it } from '@jest/globals';
import type { FieldInfo } from '../../../server/src/fields/schema';
import { problemsOf } from '../../../server/src/modules/settings/problems';
import type { ModuleInput } from '../../../plugin/settings/module';

const title: FieldInfo = {
  name: 'title',
  label: 'Title',
  type: 'text',
  required: true,
  levels: ['optional', 'mandatory', 'read-only', 'hidden'],
  unique: false,
  multiple: false,
};

const settings = (change: Partial<ModuleInput>): ModuleInput => ({
  name: 'Guides',
  icon: 'file',
  enabled: true,
  audience: 'everyone',
  seen: 'published',
  mayCreate: true,
  mayEdit: true,
  mayDraft: true,
  mayDelete: true,
  mayComment: true,
  approval: true,
  notify: [],
  columns: ['title'],
  fields: { title: { level: 'read-only', default: null } },
  ...change,
});

describe('what a module needs a decision about', () => {
  it('is a required field that customers do not fill in where they make records', () => {
    expect(problemsOf([title], settings({}))).toEqual([{ code: 'required-hidden', field: 'title' }]);
    expect(problemsOf([title], settings({ fields: { title: { level: 'read-only', default: 'Untitled' } } }))).toEqual([]);
  });

  it('is not a required field where they only read', () => {
    expect(problemsOf([title], settings({ mayCreate: false, mayEdit: false }))).toEqual([]);
  });

  it('is a field or a column that is gone', () => {
    const gone = settings({
      fields: { title: { level: 'mandatory', default: null }, subject: { level: 'optional', default: null } },
      columns: ['title'],
    });
    expect(problemsOf([title], gone)).toEqual([{ code: 'field-gone', field: 'subject' }]);
  });
});
