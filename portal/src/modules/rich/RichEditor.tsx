import { useRef, useState, type KeyboardEvent } from 'react';
import { MARKS, type ListKind, type Mark, type Marked } from '../../../../rich-text/editor';
import { useEditor } from '../../../../rich-text/useEditor';
import { useText } from '../../language/useText';
import type { RichEditorProps } from './props';
import css from './rich.module.css';

const THEME = { text: { bold: css.bold ?? '', italic: css.italic ?? '', underline: css.underline ?? '' } };

const KEYS: Record<Mark, string> = { bold: 'B', italic: 'I', underline: 'U' };

/**
 * A text with bold, italic and underline and, where `lists` are wanted, lists. It starts with `value`
 * and keeps its own state from then on: give it another `key` to start anew.
 */
export default function RichEditor({ id, labelledBy, describedBy, required, invalid, lists = false, value, onChange }: RichEditorProps) {
  const { area, marked, mark, list } = useEditor({ lists, value, theme: THEME, onChange });

  return (
    <div className={[css.editor, invalid && css.invalid].filter(Boolean).join(' ')}>
      <Toolbar area={id} lists={lists} marked={marked} onMark={mark} onList={list} />
      <div
        id={id}
        ref={area}
        className={[css.area, !lists && css.low].filter(Boolean).join(' ')}
        contentEditable
        role="textbox"
        aria-multiline="true"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-required={required || undefined}
        aria-invalid={invalid || undefined}
        spellCheck
      />
    </div>
  );
}

interface ToolbarProps {
  area: string;
  lists: boolean;
  marked: Marked;
  onMark: (mark: Mark) => void;
  onList: (kind: ListKind) => void;
}

/** One stop for the Tab key; the arrows go from button to button. */
function Toolbar({ area, lists, marked, onMark, onList }: ToolbarProps) {
  const { t } = useText();
  const bar = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const kinds: ListKind[] = lists ? ['bullet', 'number'] : [];
  const tools = [
    ...MARKS.map((mark) => ({
      id: mark,
      pressed: marked.marks[mark],
      label: t(`rich.${mark}`),
      keys: KEYS[mark],
      run: () => onMark(mark),
    })),
    ...kinds.map((kind) => ({
      id: kind,
      pressed: marked.list === kind,
      label: t(`rich.${kind}`),
      keys: undefined,
      run: () => onList(kind),
    })),
  ];
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tools.length - 1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const place = (next + tools.length) % tools.length;
    setCurrent(place);
    bar.current?.querySelectorAll('button')[place]?.focus();
  };
  return (
    <div ref={bar} className={css.toolbar} role="toolbar" aria-label={t('rich.toolbar')} aria-controls={area} onKeyDown={move}>
      {tools.map(({ id, pressed, label, keys, run }, index) => (
        <button
          key={id}
          type="button"
          className={css.tool}
          aria-pressed={pressed}
          aria-label={label}
          aria-keyshortcuts={keys && `Control+${keys}`}
          title={keys ? t('rich.keys', { label, keys }) : label}
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The text keeps the selection and, on a phone, the keyboard.
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          <ToolSign id={id} />
        </button>
      ))}
    </div>
  );
}

const LISTS: Record<ListKind, string> = {
  bullet: 'M7.5 5.5h9M7.5 10h9M7.5 14.5h9M4 5.5h.1M4 10h.1M4 14.5h.1',
  number: 'M8.5 5.5h8M8.5 10h8M8.5 14.5h8M3.5 4.5l1.2-.7v3.7M3.3 12.2c.3-.8 2-.8 2 .3 0 .8-1.9 1.3-1.9 2.4h2',
};

function ToolSign({ id }: { id: Mark | ListKind }) {
  if (id === 'bold') return <strong aria-hidden="true">B</strong>;
  if (id === 'italic') return <em aria-hidden="true">I</em>;
  if (id === 'underline') return <u aria-hidden="true">U</u>;
  return (
    <svg className={css.sign} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={LISTS[id]} />
    </svg>
  );
}
