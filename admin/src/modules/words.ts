import type { SettableRecordField } from '../../../plugin/contract/editor/modules';
import type { FieldLevel } from '../../../plugin/vocabulary';
import type { Value } from '../components/merge';
import type { MessageId, Translate } from '../messages';
import type { ModuleView } from './values';

const LABELS: Record<string, MessageId> = {
  name: 'modules.name.label',
  icon: 'modules.icon.label',
  enabled: 'modules.enabled.label',
  audience: 'modules.audience.label',
  seen: 'modules.seen.label',
  mayCreate: 'modules.may-create.label',
  mayEdit: 'modules.may-edit.label',
  mayDraft: 'modules.may-draft.label',
  mayDelete: 'modules.may-delete.label',
  mayComment: 'modules.may-comment.label',
  approval: 'modules.approval.label',
  notify: 'modules.notify.label',
  columns: 'modules.columns.label',
};

/** What a field is called; the plain name where the content type does not have it any more. */
export const fieldLabel = (fields: Pick<SettableRecordField, 'name' | 'label'>[], name: string): string =>
  fields.find((field) => field.name === name)?.label ?? name;

/** A value in words, for the notice after two editors saved at once. */
export function describe(t: Translate, name: string, value: Value | undefined, { fields }: ModuleView): { label: string; value: string } {
  const [kind, field] = name.split('/');
  if (field !== undefined) {
    const label = fieldLabel(fields, field);
    if (kind === 'level') return { label, value: value ? t(`fields.level.${value as FieldLevel}`) : t('modules.field.removed') };
    return { label: t('modules.default.of', { field: label }), value: plain(t, value) };
  }
  const label = t(LABELS[name] ?? 'modules.name.label');
  if (name === 'icon') return { label, value: t(`modules.icon.${value as ModuleView['input']['icon']}`) };
  if (name === 'audience') return { label, value: t(`tabs.audience.${value as ModuleView['input']['audience']}`) };
  if (name === 'seen') return { label, value: t(`modules.seen.${value as ModuleView['input']['seen']}`) };
  if (name === 'columns' && Array.isArray(value)) {
    return {
      label,
      value: plain(
        t,
        (value as string[]).map((one) => fieldLabel(fields, one)),
      ),
    };
  }
  return { label, value: plain(t, value) };
}

/** A text, number, switch or list of texts in words. */
function plain(t: Translate, value: Value | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'switch.on' : 'switch.off');
  if (Array.isArray(value)) return value.length === 0 ? t('empty') : value.join(', ');
  return value === null || value === undefined || value === '' ? t('empty') : `${value as string | number}`;
}
