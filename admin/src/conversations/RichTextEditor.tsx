import { Box, Flex, IconButton, IconButtonGroup } from '@strapi/design-system';
import { Bold, Italic, Underline } from '@strapi/icons';
import { styled } from 'styled-components';
import type { RichText } from '../../../plugin/rules/rich-text';
import { MARKS } from '../../../rich-text/editor';
import { useEditor } from '../../../rich-text/useEditor';
import { useMessages } from '../messages';

const ICONS = { bold: Bold, italic: Italic, underline: Underline } as const;

const THEME = { text: { bold: 'bold', italic: 'italic', underline: 'underline' } };

const Area = styled.div`
  min-height: 9rem;
  max-height: 30rem;
  overflow-y: auto;
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  border-radius: 0 0 ${({ theme }) => `${theme.borderRadius} ${theme.borderRadius}`};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;
  line-height: 2rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  outline: none;
  .bold {
    font-weight: bold;
  }
  .italic {
    font-style: italic;
  }
  .underline {
    text-decoration: underline;
  }
`;

const Frame = styled(Box)`
  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
`;

interface Props {
  /** Ids of what names and explains it. */
  labelledBy: string;
  describedBy?: string;
  disabled: boolean;
  onChange: (typed: RichText | null) => void;
}

/** A few paragraphs with bold, italic and underlined words. Empty at first: a new key empties it again. */
export function RichTextEditor({ labelledBy, describedBy, disabled, onChange }: Props) {
  const t = useMessages();
  const { area, marked, mark } = useEditor({ value: null, disabled, theme: THEME, onChange });
  return (
    <Frame borderColor="neutral200" background={disabled ? 'neutral150' : 'neutral0'} hasRadius>
      <Flex padding={1} background="neutral100" borderColor="neutral150" borderStyle="solid" borderWidth="0 0 1px 0">
        <IconButtonGroup role="toolbar" aria-label={t('comment.marks')}>
          {MARKS.map((name) => {
            const Icon = ICONS[name];
            return (
              <IconButton
                key={name}
                label={t(`comment.mark.${name}`)}
                variant={marked.marks[name] ? 'secondary' : 'ghost'}
                aria-pressed={marked.marks[name]}
                disabled={disabled}
                // The words that are selected stay selected.
                onMouseDown={(event: { preventDefault: () => void }) => event.preventDefault()}
                onClick={() => mark(name)}
              >
                <Icon />
              </IconButton>
            );
          })}
        </IconButtonGroup>
      </Flex>
      <Area
        ref={area}
        contentEditable={!disabled}
        role="textbox"
        aria-multiline
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-disabled={disabled || undefined}
      />
    </Frame>
  );
}
