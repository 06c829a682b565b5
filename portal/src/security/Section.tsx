import { useId, type ReactNode } from 'react';
import pageCss from '../app/page.module.css';
import css from './security.module.css';

interface SectionProps {
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A part of the account security page: what it is about, and its panel. */
export function Section({ title, intro, children }: SectionProps) {
  const id = useId();
  return (
    <section className={pageCss.panel} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {intro && <p className={pageCss.muted}>{intro}</p>}
      </div>
      {children}
    </section>
  );
}
