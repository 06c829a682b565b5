import { useState } from 'react';
import { MOST_REPEATED } from '../../../../plugin/fields/values';
import { FieldNotes } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { heldOf, type ComponentProps } from './ComponentControl';
import { controlId, useFormContext } from './context';
import css from './editor.module.css';
import { groupsIn, newGroup, type Group } from './form-values';

const focus = (target: string): void => void setTimeout(() => document.getElementById(target)?.focus());

/** A list of components: added at the end, moved by buttons, removed with a way back. */
export function RepeatedControl({ field, path, value, held, inner }: ComponentProps) {
  const { t } = useText();
  const { change, problemAt, reordered, locale } = useFormContext();
  const [removed, setRemoved] = useState<{ group: Group; index: number }>();
  const id = controlId(path);
  const problem = problemAt(path);
  const groups = groupsIn(value);
  const most = Math.min(field.max ?? MOST_REPEATED, MOST_REPEATED);
  const optional = field.level === 'optional';
  const nameOf = (index: number) => t('record.part', { label: field.label, number: index + 1 });
  const set = (next: (before: readonly Group[]) => readonly Group[]) => change(path, (before) => next(groupsIn(before)));
  // By what it is on the server, not by its place: entries may have been moved since.
  const heldById = new Map(
    (Array.isArray(held) ? held : []).flatMap((one: unknown) => {
      const part = heldOf(one);
      return typeof part?.id === 'string' ? [[part.id, part] as const] : [];
    }),
  );

  const add = () => {
    setRemoved(undefined);
    set((before) => [...before, newGroup(field, locale)]);
    focus(`${id}-${groups.length}-group`);
  };
  const remove = (index: number) => {
    const group = groups[index];
    if (!group) return;
    setRemoved({ group, index });
    set((before) => before.filter(({ key }) => key !== group.key));
    reordered(path);
    announce(t('record.removed', { label: nameOf(index) }));
    focus(`${id}-undo`);
  };
  const undo = () => {
    if (!removed) return;
    set((before) => [...before.slice(0, removed.index), removed.group, ...before.slice(removed.index)]);
    reordered(path);
    setRemoved(undefined);
    focus(`${id}-${removed.index}-group`);
  };
  const move = (index: number, to: number) => {
    set((before) => {
      const list = [...before];
      const [group] = list.splice(index, 1);
      if (group) list.splice(to, 0, group);
      return list;
    });
    reordered(path);
    setRemoved(undefined);
    announce(t('record.moved', { position: to + 1, count: groups.length }));
    // The button that was pressed, or its neighbour where it cannot be pressed again.
    const way = to < index ? (to === 0 ? 'down' : 'up') : to === groups.length - 1 ? 'up' : 'down';
    focus(`${id}-${to}-${way}`);
  };

  return (
    <fieldset className={css.group} aria-describedby={problem && `${id}-error`}>
      <legend className={css.legend}>{optional ? t('optional', { label: field.label }) : field.label}</legend>
      {groups.map((group, index) => (
        <fieldset key={group.key} id={`${id}-${index}-group`} tabIndex={-1} className={css.entry}>
          <legend className={css.entryTitle}>{nameOf(index)}</legend>
          {inner({ form: group.values, held: group.id === undefined ? undefined : heldById.get(group.id), path: [...path, index] })}
          <div className={formCss.actions}>
            {index > 0 && (
              <Button
                id={`${id}-${index}-up`}
                className={css.small}
                aria-label={t('record.up-label', { label: nameOf(index) })}
                onClick={() => move(index, index - 1)}
              >
                <Icon name="up" />
              </Button>
            )}
            {index < groups.length - 1 && (
              <Button
                id={`${id}-${index}-down`}
                className={css.small}
                aria-label={t('record.down-label', { label: nameOf(index) })}
                onClick={() => move(index, index + 1)}
              >
                <Icon name="down" />
              </Button>
            )}
            <Button kind="quiet" aria-label={t('record.remove-label', { label: nameOf(index) })} onClick={() => remove(index)}>
              {t('record.remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      {removed && (
        <p className={css.removed}>
          {t('record.removed', { label: nameOf(removed.index) })}
          <Button id={`${id}-undo`} onClick={undo}>
            {t('record.undo')}
          </Button>
        </p>
      )}
      {groups.length < most ? (
        <div className={formCss.actions}>
          <Button id={id} onClick={add}>
            <Icon name="plus" />
            {t('record.add', { label: field.label })}
          </Button>
        </div>
      ) : (
        <p id={id} tabIndex={-1} className="small">
          {t('record.full', { count: most })}
        </p>
      )}
      <FieldNotes id={id} problem={problem} />
    </fieldset>
  );
}
