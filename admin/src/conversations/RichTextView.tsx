import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { Blocks, type BlockParts } from '../../../rich-text/Blocks';

/** The panel takes the looks of these from every element. */
const Text = styled(Flex)`
  strong {
    font-weight: bold;
  }
  em {
    font-style: italic;
  }
  u {
    text-decoration: underline;
  }
`;

const WRAPPED = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

const PARTS: BlockParts = {
  paragraph: (children) => (
    <Typography tag="p" style={WRAPPED}>
      {children}
    </Typography>
  ),
  heading: (children) => (
    <Typography tag="p" fontWeight="bold" style={WRAPPED}>
      {children}
    </Typography>
  ),
  quote: (children) => (
    <Box tag="blockquote" paddingLeft={3} borderColor="neutral200" borderStyle="solid" borderWidth="0 0 0 2px">
      {children}
    </Box>
  ),
  code: (children) => (
    <Box tag="pre" background="neutral150" padding={2} hasRadius style={WRAPPED}>
      {children}
    </Box>
  ),
  list: (items, ordered) => (
    <Box tag={ordered ? 'ol' : 'ul'} paddingLeft={5} style={{ listStyle: ordered ? 'decimal' : 'disc' }}>
      {items}
    </Box>
  ),
  item: (children, nested) => (
    <li style={nested ? { listStyle: 'none' } : undefined}>
      <Typography tag="div" style={WRAPPED}>
        {children}
      </Typography>
    </li>
  ),
  // An address to read: what a link says and where it goes are two things.
  link: (children, url) => (
    <>
      {children}
      {typeof url === 'string' && ` (${url})`}
    </>
  ),
  image: ({ alternativeText, name }) => (
    <Typography textColor="neutral600">{[alternativeText, name].find((words): words is string => typeof words === 'string')}</Typography>
  ),
};

/** Rich text as text nodes: nothing that a customer wrote ever becomes markup. */
export function RichTextView({ value }: { value: unknown }) {
  return (
    <Text direction="column" alignItems="stretch" gap={2} width="100%">
      <Blocks value={value} parts={PARTS} />
    </Text>
  );
}
