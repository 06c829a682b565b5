import type { ReactNode } from 'react';
import type { PortalField } from '../../../../plugin/fields/field';
import { FieldNotes } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { controlId, useFormContext } from './context';
import css from './editor.module.css';
import { groupIn, newGroup, type FormValue, type FormValues, type Path } from './form-values';

export interface ComponentProps {
  field: PortalField;
  path: Path;
  value: FormValue | undefined;
  held: unknown;
  inner: InnerFields;
}

/** Draws the fields of a component: they may hold components again. */
export type InnerFields = (part: { form: FormValues; held: Record<string, unknown> | undefined; path: Path }) => ReactNode;

export const heldOf = (held: unknown): Record<string, unknown> | undefined =>
  typeof held === 'object' && held !== null && !Array.isArray(held) ? (held as Record<string, unknown>) : undefined;

/** A component: its fields in a group. One that may be left out is added first. */
export function ComponentControl({ field, path, value, held, inner }: ComponentProps) {
  const { t } = useText();
  const { change, problemAt, locale } = useFormContext();
  const id = controlId(path);
  const problem = problemAt(path);
  const group = groupIn(value);
  const optional = field.level === 'optional';
  const focus = (target: string) => setTimeout(() => document.getElementById(target)?.focus());
  const add = () => {
    change(path, () => newGroup(field, locale));
    focus(`${id}-group`);
  };
  const remove = () => {
    change(path, () => null);
    announce(t('record.removed', { label: field.label }));
    focus(id);
  };
  return (
    <fieldset id={`${id}-group`} tabIndex={-1} className={css.group} aria-describedby={problem && `${id}-error`}>
      <legend className={css.legend}>{optional ? t('optional', { label: field.label }) : field.label}</legend>
      {group && inner({ form: group.values, held: heldOf(held), path })}
      {(!group || optional) && (
        <div className={formCss.actions}>
          {group ? (
            <Button kind="quiet" id={id} aria-label={t('record.remove-label', { label: field.label })} onClick={remove}>
              {t('record.remove')}
            </Button>
          ) : (
            <Button id={id} onClick={add}>
              <Icon name="plus" />
              {t('record.add', { label: field.label })}
            </Button>
          )}
        </div>
      )}
      <FieldNotes id={id} problem={problem} />
    </fieldset>
  );
}
