import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import {
  $isListNode,
  INSERT_ORDERED_LIST_COMMAND,
  INSERT_UNORDERED_LIST_COMMAND,
  ListItemNode,
  ListNode,
  registerList,
  REMOVE_LIST_COMMAND,
} from '@lexical/list';
import { registerRichText } from '@lexical/rich-text';
import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  FORMAT_ELEMENT_COMMAND,
  FORMAT_TEXT_COMMAND,
  INDENT_CONTENT_COMMAND,
  PASTE_COMMAND,
  SELECTION_CHANGE_COMMAND,
  TextNode,
  type EditorThemeClasses,
  type LexicalEditor,
  type TextFormatType,
} from 'lexical';
import type { RichText } from '../plugin/rules/rich-text';
import { fromEditor, toEditor } from './lexical-state';

export const MARKS = ['bold', 'italic', 'underline'] as const;
export type Mark = (typeof MARKS)[number];
export type ListKind = 'bullet' | 'number';

/** What the toolbar shows as pressed. */
export interface Marked {
  marks: Record<Mark, boolean>;
  list?: ListKind;
}

export const UNMARKED: Marked = { marks: { bold: false, italic: false, underline: false } };

interface Setup {
  root: HTMLElement;
  /** Whether there are lists: comments have none. */
  lists: boolean;
  initial: RichText | null;
  theme: EditorThemeClasses;
  onChange: (value: RichText | null) => void;
  onMarked: (marked: Marked) => void;
}

/** Copies within our own editors keep their marks; whatever comes from elsewhere is plain text. */
const OWN_CLIPBOARD = 'application/x-lexical-editor';
const NAMESPACE = 'customer-portal';

const isMark = (format: TextFormatType): format is Mark => MARKS.some((mark) => mark === format);

function isOwn(data: DataTransfer): boolean {
  try {
    return (JSON.parse(data.getData(OWN_CLIPBOARD)) as { namespace?: unknown }).namespace === NAMESPACE;
  } catch {
    return false;
  }
}

function pastePlain(event: unknown): boolean {
  const data = event instanceof ClipboardEvent ? event.clipboardData : null;
  const selection = $getSelection();
  if (!data || !$isRangeSelection(selection) || isOwn(data)) return false;
  (event as ClipboardEvent).preventDefault();
  const lines = data.getData('text/plain').replace(/\r\n?/gu, '\n').replace(/\n+$/u, '').split('\n');
  lines.forEach((line, index) => {
    if (index > 0) selection.insertParagraph();
    // Paragraphs change the selection; it is the same object all the same.
    if (line !== '') selection.insertRawText(line);
  });
  return true;
}

function markedNow(): Marked {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return UNMARKED;
  const marks = { bold: selection.hasFormat('bold'), italic: selection.hasFormat('italic'), underline: selection.hasFormat('underline') };
  const list = selection.anchor.getNode().getParents().find($isListNode) ?? null;
  const type = list?.getListType();
  return { marks, ...((type === 'bullet' || type === 'number') && { list: type }) };
}

/** The editor on an element: closed to what rich text may hold, whatever is typed, pasted or pressed. */
export function startEditor({ root, lists, initial, theme, onChange, onMarked }: Setup): { editor: LexicalEditor; stop: () => void } {
  const editor = createEditor({
    namespace: NAMESPACE,
    nodes: lists ? [ListNode, ListItemNode] : [],
    theme,
    onError: (error) => {
      throw error;
    },
  });
  editor.setEditorState(editor.parseEditorState(toEditor(initial)));
  editor.setRootElement(root);

  const never = (): boolean => true;
  // The editor puts its nodes in order when it starts: only what differs was typed.
  let last = JSON.stringify(fromEditor(toEditor(initial)));
  const tell = (value: RichText | null): void => {
    const next = JSON.stringify(value);
    if (next === last) return;
    last = next;
    onChange(value);
  };
  const stops = [
    registerRichText(editor),
    registerHistory(editor, createEmptyHistoryState(), 300),
    ...(lists ? [registerList(editor)] : []),
    editor.registerCommand(PASTE_COMMAND, pastePlain, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(FORMAT_TEXT_COMMAND, (format) => !isMark(format), COMMAND_PRIORITY_HIGH),
    editor.registerCommand(FORMAT_ELEMENT_COMMAND, never, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(INDENT_CONTENT_COMMAND, never, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(SELECTION_CHANGE_COMMAND, () => (onMarked(markedNow()), false), COMMAND_PRIORITY_HIGH),
    // What is dropped from another page may bring more marks than there are here.
    editor.registerNodeTransform(TextNode, (node) => {
      for (const format of ['strikethrough', 'code', 'highlight', 'subscript', 'superscript'] as const) {
        if ($isTextNode(node) && node.hasFormat(format)) node.toggleFormat(format);
      }
      if (node.getStyle() !== '') node.setStyle('');
    }),
    editor.registerUpdateListener(({ editorState, dirtyElements, dirtyLeaves }) => {
      onMarked(editorState.read(markedNow));
      if (dirtyElements.size > 0 || dirtyLeaves.size > 0) tell(fromEditor(editorState.toJSON()));
    }),
  ];
  return {
    editor,
    stop: () => {
      for (const stop of stops) stop();
      editor.setRootElement(null);
    },
  };
}

export const toggleMark = (editor: LexicalEditor, mark: Mark): void => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, mark);

export function toggleList(editor: LexicalEditor, kind: ListKind, now: ListKind | undefined): void {
  if (now === kind) editor.dispatchCommand(REMOVE_LIST_COMMAND, undefined);
  else editor.dispatchCommand(kind === 'bullet' ? INSERT_UNORDERED_LIST_COMMAND : INSERT_ORDERED_LIST_COMMAND, undefined);
}
