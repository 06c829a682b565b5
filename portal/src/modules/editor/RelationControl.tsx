import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { MOST_RELATED } from '../../../../plugin/fields/values';
import type { PortalField } from '../../../../plugin/fields/field';
import { FieldNotes, TextField } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import { ErrorText } from '../../ui/ErrorText';
import { asApiError } from '../../api/api-error';
import { Icon } from '../../ui/Icon';
import { optionsQuery } from '../queries';
import { controlId, useFormContext } from './context';
import css from './editor.module.css';
import { idsIn, type FormValue, type Path } from './form-values';

interface RelationProps {
  field: PortalField;
  path: Path;
  value: FormValue | undefined;
}

/** Records to choose from: what is chosen, and below it, when wanted, what there is. */
export function RelationControl({ field, path, value }: RelationProps) {
  const { t } = useText();
  const { change, problemAt, named } = useFormContext();
  const [open, setOpen] = useState(false);
  const id = controlId(path);
  const problem = problemAt(path);
  const chosen = idsIn(value);
  const optional = field.level === 'optional';
  const titleOf = (one: string) => named.related[one] ?? t('record.gone');
  const drop = (one: string) => {
    change(path, (before) => idsIn(before).filter((other) => other !== one));
    document.getElementById(id)?.focus();
  };
  return (
    <fieldset className={[formCss.field, formCss.group].join(' ')} aria-describedby={problem && `${id}-error`}>
      <legend className={[formCss.legend, css.fieldLegend].join(' ')}>
        {optional ? t('optional', { label: field.label }) : field.label}
      </legend>
      {chosen.length > 0 && (
        <ul role="list" className={css.chosen}>
          {chosen.map((one) => (
            <li key={one}>
              <span>{titleOf(one)}</span>
              <button
                type="button"
                className={css.drop}
                aria-label={t('record.remove-label', { label: titleOf(one) })}
                onClick={() => drop(one)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={formCss.actions}>
        <Button id={id} aria-expanded={open} aria-controls={open ? `${id}-options` : undefined} onClick={() => setOpen(!open)}>
          {open ? t('relation.done') : t(chosen.length === 0 || field.multiple ? 'relation.choose' : 'relation.change')}
        </Button>
      </div>
      {open && <Options field={field} path={path} chosen={chosen} id={id} />}
      <FieldNotes id={id} problem={problem} />
    </fieldset>
  );
}

/** From this many on searching is quicker than reading. */
const SEARCH_FROM = 8;
const PAUSE_MS = 300;

function Options({ field, path, chosen, id }: { field: PortalField; path: Path; chosen: readonly string[]; id: string }) {
  const { t } = useText();
  const { change, addTitle, named } = useFormContext();
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  const [searchable, setSearchable] = useState(false);
  const { data: options, error, refetch } = useQuery(optionsQuery(named.module, field.name, q));

  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const many = options !== undefined && options.length >= SEARCH_FROM;
  useEffect(() => {
    if (many) setSearchable(true);
  }, [many]);

  const choose = (one: string, title: string, on: boolean) => {
    addTitle(one, title);
    change(path, (before) => {
      const others = idsIn(before).filter((other) => other !== one);
      if (!field.multiple) return on ? [one] : [];
      return on ? [...others, one] : others;
    });
  };
  const full = field.multiple === true && chosen.length >= MOST_RELATED;
  return (
    <div id={`${id}-options`} className={css.options}>
      {searchable && (
        <TextField
          id={`${id}-search`}
          label={t('list.search')}
          type="search"
          autoComplete="off"
          maxLength={100}
          value={text}
          onChange={setText}
        />
      )}
      {error && (
        <div className={css.optionsFailed} role="alert">
          <ErrorText error={asApiError(error)} />
          <Button onClick={() => void refetch()}>{t('try-again')}</Button>
        </div>
      )}
      {!options && !error && <p role="status">{t('loading')}</p>}
      {options?.length === 0 && <p className="small">{t(q === '' ? 'relation.none' : 'relation.none-found')}</p>}
      {options && options.length > 0 && (
        <ul role="list" className={css.optionList}>
          {options.map(({ id: one, title }) => (
            <li key={one}>
              <label className={formCss.choice}>
                <input
                  type={field.multiple ? 'checkbox' : 'radio'}
                  name={`${id}-option`}
                  checked={chosen.includes(one)}
                  disabled={full && !chosen.includes(one)}
                  onChange={({ target }) => choose(one, title, target.checked)}
                />
                {title || t('record.untitled')}
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
