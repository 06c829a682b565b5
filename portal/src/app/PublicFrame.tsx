import type { ReactNode } from 'react';
import { Brand } from './Brand';
import css from './page.module.css';

/** One column, nothing beside it: for who is not signed in, and where there is nothing but one thing to say. */
export const PublicFrame = ({ children, foot }: { children: ReactNode; foot?: ReactNode }) => (
  <div className={css.public}>
    <header>
      <Brand />
    </header>
    <main className={css.publicCard}>{children}</main>
    {foot && <footer className={css.publicFoot}>{foot}</footer>}
  </div>
);
