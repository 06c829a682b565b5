import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** What of a node of Strapi's Blocks is looked at; the team's own values may hold any kind of block. */
interface Node {
  type?: string;
  text?: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strikethrough?: boolean;
  code?: boolean;
  format?: string;
  url?: string;
  image?: { name?: string; alternativeText?: string | null };
  children?: Node[];
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Rich text as text nodes: nothing that a customer wrote ever becomes markup. */
export function RichTextView({ value }: { value: unknown }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      {nodesIn(value).map((node, index) => (
        <Block key={index} node={node} />
      ))}
    </Flex>
  );
}

function Block({ node }: { node: Node }) {
  const children = nodesIn(node.children);
  switch (node.type) {
    case 'list':
      return <List node={node} />;
    case 'image':
      return <Typography textColor="neutral600">{node.image?.alternativeText ?? node.image?.name ?? ''}</Typography>;
    case 'code':
      return (
        <Box tag="pre" background="neutral150" padding={2} hasRadius style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          <Spans nodes={children} />
        </Box>
      );
    case 'quote':
      return (
        <Box tag="blockquote" paddingLeft={3} borderColor="neutral200" borderStyle="solid" borderWidth="0 0 0 2px">
          <Spans nodes={children} />
        </Box>
      );
    default:
      return (
        <Typography
          tag="p"
          fontWeight={node.type === 'heading' ? 'bold' : undefined}
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          <Spans nodes={children} />
        </Typography>
      );
  }
}

function List({ node }: { node: Node }) {
  const ordered = node.format === 'ordered';
  return (
    <Box tag={ordered ? 'ol' : 'ul'} paddingLeft={5} style={{ listStyle: ordered ? 'decimal' : 'disc' }}>
      {nodesIn(node.children).map((item, index) =>
        item.type === 'list' ? (
          <List key={index} node={item} />
        ) : (
          <li key={index}>
            <Typography style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <Spans nodes={nodesIn(item.children)} />
            </Typography>
          </li>
        ),
      )}
    </Box>
  );
}

function Spans({ nodes }: { nodes: Node[] }) {
  return nodes.map((node, index) => <Span key={index} node={node} />);
}

function Span({ node }: { node: Node }) {
  if (node.type === 'link') {
    return (
      <>
        <Spans nodes={nodesIn(node.children)} />
        {/* An address to read: what a link says and where it goes are two things. */}
        {node.url !== undefined && ` (${node.url})`}
      </>
    );
  }
  let shown: ReactNode = node.text ?? '';
  if (node.code) shown = <code>{shown}</code>;
  if (node.bold) shown = <strong style={{ fontWeight: 'bold' }}>{shown}</strong>;
  if (node.italic) shown = <em style={{ fontStyle: 'italic' }}>{shown}</em>;
  if (node.underline) shown = <u style={{ textDecoration: 'underline' }}>{shown}</u>;
  if (node.strikethrough) shown = <s>{shown}</s>;
  return shown;
}
