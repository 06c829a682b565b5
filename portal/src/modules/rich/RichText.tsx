import { Blocks, type BlockParts } from '../../../../rich-text/Blocks';
import { isWebAddress } from '../../session/leave';
import css from './rich.module.css';

/** A link may lead to the web, to a mailbox, to a phone or to a page of this site, and run nothing. */
const isSafe = (url: unknown): url is string =>
  typeof url === 'string' && (isWebAddress(url) || /^(?:mailto:|tel:|\/(?![/\\]))/u.test(url));

const PARTS: BlockParts = {
  paragraph: (children) => <p>{children}</p>,
  /** Headings of a text stand below those of the page, which has two levels above them. */
  heading: (children, level) => {
    const Tag = `h${Math.min(6, level + 2)}` as 'h3' | 'h4' | 'h5' | 'h6';
    return <Tag>{children}</Tag>;
  },
  quote: (children) => <blockquote>{children}</blockquote>,
  code: (children) => (
    <pre tabIndex={0}>
      <code>{children}</code>
    </pre>
  ),
  list: (items, ordered) => (ordered ? <ol>{items}</ol> : <ul>{items}</ul>),
  item: (children, nested) => <li className={nested ? css.nested : undefined}>{children}</li>,
  link: (children, url) =>
    isSafe(url) ? (
      <a href={url} rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      children
    ),
  image: ({ url, alternativeText }) =>
    isSafe(url) ? <img src={url} alt={typeof alternativeText === 'string' ? alternativeText : ''} loading="lazy" /> : null,
};

/** A text of a record or of a comment. */
export function RichText({ value }: { value: readonly unknown[] }) {
  return (
    <div className={css.text}>
      <Blocks value={value} parts={PARTS} />
    </div>
  );
}
