import { Link } from 'react-router-dom';
import { Icon } from '../ui/Icon';
import css from './modules.module.css';

/** The way up, above a page's heading. */
export const BackLink = ({ to, children }: { to: string; children: string }) => (
  <p className={css.back}>
    <Link to={to}>
      <Icon name="back" />
      {children}
    </Link>
  </p>
);
