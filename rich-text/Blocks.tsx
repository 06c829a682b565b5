import { Fragment, type ReactNode } from 'react';

type Node = Record<string, unknown>;

/** How blocks are drawn: each side has its own elements. */
export interface BlockParts {
  paragraph: (children: ReactNode) => ReactNode;
  /** Levels are Strapi's: 1 to 6. */
  heading: (children: ReactNode, level: number) => ReactNode;
  quote: (children: ReactNode) => ReactNode;
  code: (children: ReactNode) => ReactNode;
  list: (items: ReactNode, ordered: boolean) => ReactNode;
  /** `nested`: it holds nothing but another list. */
  item: (children: ReactNode, nested: boolean) => ReactNode;
  /** The address is whatever was stored, and may be one that runs something. */
  link: (children: ReactNode, url: unknown) => ReactNode;
  image: (image: Record<string, unknown>) => ReactNode;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const childrenOf = (node: Node): Node[] => (Array.isArray(node.children) ? node.children.filter(isNode) : []);

const keyed = (nodes: readonly Node[], draw: (node: Node) => ReactNode): ReactNode =>
  nodes.map((node, index) => <Fragment key={index}>{draw(node)}</Fragment>);

/** Text with its marks; line breaks are kept by the style. */
function marked(node: Node): ReactNode {
  let text: ReactNode = String(node.text);
  if (node.code === true) text = <code>{text}</code>;
  if (node.strikethrough === true) text = <s>{text}</s>;
  if (node.underline === true) text = <u>{text}</u>;
  if (node.italic === true) text = <em>{text}</em>;
  if (node.bold === true) text = <strong>{text}</strong>;
  return text;
}

const inline = (nodes: readonly Node[], parts: BlockParts): ReactNode =>
  keyed(nodes, (node) => {
    if (typeof node.text === 'string') return marked(node);
    const inner = inline(childrenOf(node), parts);
    return node.type === 'link' ? parts.link(inner, node.url) : inner;
  });

function listOf(node: Node, parts: BlockParts): ReactNode {
  const items = keyed(childrenOf(node), (item) => {
    if (item.type === 'list') return parts.item(listOf(item, parts), true);
    return parts.item(
      keyed(childrenOf(item), (child) => (child.type === 'list' ? listOf(child, parts) : inline([child], parts))),
      false,
    );
  });
  return parts.list(items, node.format === 'ordered');
}

function block(node: Node, parts: BlockParts): ReactNode {
  const children = (): ReactNode => inline(childrenOf(node), parts);
  switch (node.type) {
    case 'list':
      return listOf(node, parts);
    case 'heading':
      return parts.heading(children(), typeof node.level === 'number' ? node.level : 1);
    case 'quote':
      return parts.quote(children());
    case 'code':
      return parts.code(children());
    case 'image':
      return parts.image(isNode(node.image) ? node.image : {});
    default:
      return parts.paragraph(children());
  }
}

/**
 * Strapi Blocks JSON as elements and text, never as markup: what customers write, and all that the
 * team's editors can write. What is not in its shape is passed over.
 */
export function Blocks({ value, parts }: { value: unknown; parts: BlockParts }) {
  return keyed(Array.isArray(value) ? value.filter(isNode) : [], (node) => block(node, parts));
}
