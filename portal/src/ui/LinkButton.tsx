import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import css from './ui.module.css';

interface LinkButtonProps {
  to: string;
  primary?: boolean;
  quiet?: boolean;
  children: ReactNode;
}

/** A link that is the page's action: it looks like a button and is a link all the same. */
export const LinkButton = ({ to, primary = false, quiet = false, children }: LinkButtonProps) => (
  <Link className={[css.button, primary && css.primary, quiet && css.quiet].filter(Boolean).join(' ')} to={to}>
    {children}
  </Link>
);
