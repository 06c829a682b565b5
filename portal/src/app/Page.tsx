import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import css from './page.module.css';

interface PageProps {
  /** The page's name: its heading, and its part of the document's title. */
  title: string;
  /** The heading, where it says more than the name. */
  heading?: ReactNode;
  /** Beside the heading. */
  action?: ReactNode;
  children?: ReactNode;
}

/** False until the first page has been shown: a fresh document starts at its top, as browsers do it. */
let navigated = false;

/** One page: names the document, and takes the focus to its heading when somebody navigates to it. */
export function Page({ title, heading, action, children }: PageProps) {
  const { t } = useText();
  const h1 = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = t('page.title', { page: title, organisation: portal.organisation.name });
  }, [t, title]);

  useEffect(() => {
    if (navigated) h1.current?.focus({ preventScroll: true });
    navigated = true;
  }, []);

  return (
    <>
      <div className={css.pageHead}>
        <h1 ref={h1} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {action}
      </div>
      {children}
    </>
  );
}
