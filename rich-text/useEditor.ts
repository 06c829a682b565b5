import { useEffect, useRef, useState, type RefObject } from 'react';
import type { EditorThemeClasses, LexicalEditor } from 'lexical';
import type { RichText } from '../plugin/rules/rich-text';
import { startEditor, toggleList, toggleMark, UNMARKED, type ListKind, type Mark, type Marked } from './editor';

interface Options {
  /** Whether there are lists: comments have none. */
  lists?: boolean;
  /** What stands in it at first. It keeps its own state from then on: another `key` of the component starts anew. */
  value: RichText | null;
  disabled?: boolean;
  /** Names of classes for bold, italic and underlined words. */
  theme: EditorThemeClasses;
  onChange: (value: RichText | null) => void;
}

interface RunningEditor {
  /** For the element with `contentEditable` that is typed into. */
  area: RefObject<HTMLDivElement>;
  marked: Marked;
  mark: (mark: Mark) => void;
  list: (kind: ListKind) => void;
}

/** The rich-text editor on an element; toolbar and looks are the caller's. */
export function useEditor({ lists = false, value, disabled = false, theme, onChange }: Options): RunningEditor {
  const area = useRef<HTMLDivElement>(null);
  const editor = useRef<LexicalEditor>();
  const [marked, setMarked] = useState(UNMARKED);
  const [setup] = useState({ initial: value, theme });
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (!area.current) return;
    const started = startEditor({
      ...setup,
      root: area.current,
      lists,
      onChange: (next) => changed.current(next),
      onMarked: setMarked,
    });
    editor.current = started.editor;
    return started.stop;
  }, [setup, lists]);

  useEffect(() => {
    editor.current?.setEditable(!disabled);
  }, [disabled]);

  return {
    area,
    marked,
    mark: (mark) => editor.current && toggleMark(editor.current, mark),
    list: (kind) => editor.current && toggleList(editor.current, kind, marked.list),
  };
}
