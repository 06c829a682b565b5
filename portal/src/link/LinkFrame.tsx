import type { ReactNode } from 'react';
import { Brand } from '../app/Brand';
import { LanguageSelect } from '../app/PublicLayout';
import pageCss from '../app/page.module.css';
import { SupportLine } from '../ui/SupportLine';
import css from './link.module.css';

/** Around what somebody sees who is not signed in: wide where it is a document, else one column. */
export const LinkFrame = ({ wide = false, children }: { wide?: boolean; children: ReactNode }) => (
  <div className={[pageCss.public, wide && css.wide].filter(Boolean).join(' ')}>
    <header>
      <Brand />
    </header>
    <main className={wide ? css.main : pageCss.publicCard}>{children}</main>
    <footer className={pageCss.publicFoot}>
      <LanguageSelect />
      <SupportLine />
    </footer>
  </div>
);
