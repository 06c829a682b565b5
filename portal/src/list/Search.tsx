import { useEffect, useId, useRef, useState } from 'react';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import css from './list.module.css';

/** Long enough for the next letter, short enough to feel at once. */
const PAUSE_MS = 300;

interface SearchProps {
  q: string;
  /** What is searched; *Search* unless said otherwise. */
  label?: string;
  onSearch: (q: string) => void;
}

/** Searches while somebody types. */
export function Search({ q, label, onSearch }: SearchProps) {
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
        {label ?? t('list.search')}
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
