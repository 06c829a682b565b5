import { Fragment, type ReactNode } from 'react';
import { isWebAddress } from '../../session/leave';
import css from './rich.module.css';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const childrenOf = (node: Node): Node[] => (Array.isArray(node.children) ? node.children.filter(isNode) : []);

/** A link may lead to the web, to a mailbox, to a phone or to a page of this site, and run nothing. */
const isSafe = (url: string): boolean => isWebAddress(url) || /^(?:mailto:|tel:|\/(?![/\\]))/u.test(url);

/** Text with its marks; line breaks are kept by the style. */
function Text({ node }: { node: Node }) {
  let text: ReactNode = String(node.text);
  if (node.code === true) text = <code>{text}</code>;
  if (node.strikethrough === true) text = <s>{text}</s>;
  if (node.underline === true) text = <u>{text}</u>;
  if (node.italic === true) text = <em>{text}</em>;
  if (node.bold === true) text = <strong>{text}</strong>;
  return text;
}

const inline = (nodes: readonly Node[]): ReactNode =>
  nodes.map((node, index) => {
    if (typeof node.text === 'string') return <Text key={index} node={node} />;
    const inner = inline(childrenOf(node));
    if (node.type === 'link' && typeof node.url === 'string' && isSafe(node.url)) {
      return (
        <a key={index} href={node.url} rel="noopener noreferrer">
          {inner}
        </a>
      );
    }
    return <Fragment key={index}>{inner}</Fragment>;
  });

function List({ node }: { node: Node }) {
  const Tag = node.format === 'ordered' ? 'ol' : 'ul';
  return (
    <Tag>
      {childrenOf(node).map((item, index) =>
        item.type === 'list' ? (
          <li key={index} className={css.nested}>
            <List node={item} />
          </li>
        ) : (
          <li key={index}>
            {childrenOf(item).map((child, place) =>
              child.type === 'list' ? <List key={place} node={child} /> : <Fragment key={place}>{inline([child])}</Fragment>,
            )}
          </li>
        ),
      )}
    </Tag>
  );
}

/** Headings of a text stand below those of the page, which has two levels above them. */
function Heading({ node }: { node: Node }) {
  const level = Math.min(6, (typeof node.level === 'number' ? node.level : 1) + 2);
  const Tag = `h${level}` as 'h3' | 'h4' | 'h5' | 'h6';
  return <Tag>{inline(childrenOf(node))}</Tag>;
}

function Picture({ node }: { node: Node }) {
  const image = isNode(node.image) ? node.image : {};
  const { url, alternativeText } = image;
  if (typeof url !== 'string' || !isSafe(url)) return null;
  return <img src={url} alt={typeof alternativeText === 'string' ? alternativeText : ''} loading="lazy" />;
}

function Block({ node }: { node: Node }) {
  switch (node.type) {
    case 'list':
      return <List node={node} />;
    case 'heading':
      return <Heading node={node} />;
    case 'quote':
      return <blockquote>{inline(childrenOf(node))}</blockquote>;
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{inline(childrenOf(node))}</code>
        </pre>
      );
    case 'image':
      return <Picture node={node} />;
    default:
      return <p>{inline(childrenOf(node))}</p>;
  }
}

/**
 * Strapi Blocks JSON as elements and text, never as markup: what customers write, and all that the
 * team's editors can write.
 */
export function RichText({ value }: { value: readonly unknown[] }) {
  return (
    <div className={css.text}>
      {value.filter(isNode).map((node, index) => (
        <Block key={index} node={node} />
      ))}
    </div>
  );
}
