import { Box, Flex, IconButton, IconButtonGroup } from '@strapi/design-system';
import { Bold, Italic, Underline } from '@strapi/icons';
import { useState, type KeyboardEvent } from 'react';
import { createEditor, Editor, Transforms, type BaseEditor, type Descendant } from 'slate';
import { withHistory, type HistoryEditor } from 'slate-history';
import { Editable, Slate, useSlate, withReact, type ReactEditor, type RenderElementProps, type RenderLeafProps } from 'slate-react';
import { styled } from 'styled-components';
import type { RichTextParagraph, RichTextSpan } from '../../../plugin/rules/rich-text';
import { useMessages } from '../messages';
import { EMPTY, MARKS, type MarkName } from './rich-text-value';

type CommentEditor = BaseEditor & ReactEditor & HistoryEditor;

declare module 'slate' {
  interface CustomTypes {
    Editor: CommentEditor;
    Element: RichTextParagraph;
    Text: RichTextSpan;
  }
}

const ICONS = { bold: Bold, italic: Italic, underline: Underline } as const;

const Area = styled(Editable)`
  min-height: 9rem;
  max-height: 30rem;
  overflow-y: auto;
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  border-radius: 0 0 ${({ theme }) => `${theme.borderRadius} ${theme.borderRadius}`};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;
  line-height: 2rem;
  outline: none;
`;

const Frame = styled(Box)`
  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
`;

/** What is pasted comes as plain text, line by line: no other page's markup, no other editor's blocks. */
function withPlainPaste(editor: CommentEditor): CommentEditor {
  editor.insertData = (data) => {
    data
      .getData('text/plain')
      .split(/\r\n|\r|\n/u)
      .forEach((line, index) => {
        if (index > 0) Transforms.splitNodes(editor, { always: true });
        if (line !== '') editor.insertText(line);
      });
  };
  return editor;
}

const hasMark = (editor: CommentEditor, name: MarkName): boolean => Editor.marks(editor)?.[name] === true;

function toggleMark(editor: CommentEditor, name: MarkName): void {
  if (hasMark(editor, name)) Editor.removeMark(editor, name);
  else Editor.addMark(editor, name, true);
}

interface Props {
  /** Ids of what names and explains it. */
  labelledBy: string;
  describedBy?: string;
  disabled: boolean;
  onChange: (typed: Descendant[]) => void;
}

/** A few paragraphs with bold, italic and underlined words. Empty at first: a new key empties it again. */
export function RichTextEditor({ labelledBy, describedBy, disabled, onChange }: Props) {
  const [editor] = useState(() => withPlainPaste(withHistory(withReact(createEditor()))));

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const mark = MARKS.find(({ key }) => key === event.key.toLowerCase());
    if (!mark) return;
    event.preventDefault();
    toggleMark(editor, mark.name);
  }

  return (
    <Frame borderColor="neutral200" background={disabled ? 'neutral150' : 'neutral0'} hasRadius>
      <Slate editor={editor} initialValue={EMPTY} onChange={onChange}>
        <Toolbar disabled={disabled} />
        <Area
          role="textbox"
          aria-multiline
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          readOnly={disabled}
          renderElement={renderElement}
          renderLeaf={renderLeaf}
          onKeyDown={onKeyDown}
        />
      </Slate>
    </Frame>
  );
}

const renderElement = ({ attributes, children }: RenderElementProps) => (
  <p {...attributes} style={{ overflowWrap: 'anywhere' }}>
    {children as string}
  </p>
);

const renderLeaf = ({ attributes, leaf, children }: RenderLeafProps) => (
  <span
    {...attributes}
    style={{
      fontWeight: leaf.bold ? 'bold' : undefined,
      fontStyle: leaf.italic ? 'italic' : undefined,
      textDecoration: leaf.underline ? 'underline' : undefined,
    }}
  >
    {children as string}
  </span>
);

function Toolbar({ disabled }: { disabled: boolean }) {
  const t = useMessages();
  const editor = useSlate();
  return (
    <Flex padding={1} background="neutral100" borderColor="neutral150" borderStyle="solid" borderWidth="0 0 1px 0">
      <IconButtonGroup role="toolbar" aria-label={t('comment.marks')}>
        {MARKS.map(({ name }) => {
          const Icon = ICONS[name];
          const pressed = hasMark(editor, name);
          return (
            <IconButton
              key={name}
              label={t(`comment.mark.${name}`)}
              variant={pressed ? 'secondary' : 'ghost'}
              aria-pressed={pressed}
              disabled={disabled}
              // The words that are selected stay selected.
              onMouseDown={(event: { preventDefault: () => void }) => event.preventDefault()}
              onClick={() => toggleMark(editor, name)}
            >
              <Icon />
            </IconButton>
          );
        })}
      </IconButtonGroup>
    </Flex>
  );
}
