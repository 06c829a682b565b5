import { useEffect, useId, useRef, useState } from 'react';
import type { ModuleDetail } from '../../../../plugin/contract/customer/modules';
import { RECORD_STATES, type RecordState } from '../../../../plugin/vocabulary';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { sortablesOf, sortedAs } from './columns';
import css from './list.module.css';
import type { ListState } from './list-state';
import { useNarrow } from './useNarrow';

/** Long enough for the next letter, short enough to feel at once. */
const PAUSE_MS = 300;

interface ControlsProps {
  module: ModuleDetail;
  state: ListState;
  onChange: (change: Partial<ListState>, how?: { replace: boolean }) => void;
}

/** Search, the filter by state and, where there are no columns to press, the order. */
export function Controls({ module, state, onChange }: ControlsProps) {
  const { t } = useText();
  const narrow = useNarrow();
  const ids = { state: useId(), sort: useId() };
  return (
    <search className={css.controls}>
      <Search q={state.q} onSearch={(q) => onChange({ q }, { replace: true })} />
      {state.show === 'ours' && (
        <div className={formCss.field}>
          <label className="small" htmlFor={ids.state}>
            {t('list.state')}
          </label>
          <select
            id={ids.state}
            className={formCss.control}
            value={state.state ?? ''}
            onChange={({ target }) => onChange({ state: (target.value || undefined) as RecordState | undefined })}
          >
            <option value="">{t('list.state.all')}</option>
            {RECORD_STATES.map((each) => (
              <option key={each} value={each}>
                {t(`state.${each}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      {narrow && (
        <div className={formCss.field}>
          <label className="small" htmlFor={ids.sort}>
            {t('list.sort')}
          </label>
          <select id={ids.sort} className={formCss.control} value={state.sort} onChange={({ target }) => onChange({ sort: target.value })}>
            {sortablesOf(module, state.show, t).flatMap((column) =>
              [column.name, `-${column.name}`].map((sort) => (
                <option key={sort} value={sort}>
                  {t(sort === column.name ? 'list.sort.ascending' : 'list.sort.descending', {
                    label: column.label,
                    kind: sortedAs(column),
                  })}
                </option>
              )),
            )}
          </select>
        </div>
      )}
    </search>
  );
}

function Search({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useText();
  const id = useId();
  const [text, setText] = useState(q);
  const sent = useRef(q);

  // The address changed by other means: back, or a cleared filter.
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
  }, [q]);

  useEffect(() => {
    const next = text.trim();
    if (next === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = next;
      onSearch(next);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);

  return (
    <div className={[formCss.field, css.search].join(' ')}>
      <label className="small" htmlFor={id}>
        {t('list.search')}
      </label>
      <input
        id={id}
        className={formCss.control}
        type="search"
        autoComplete="off"
        maxLength={100}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  );
}
