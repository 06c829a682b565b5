import { Link } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';

/** The way back from a screen that stands below another. */
export const BackLink = ({ to, children }: { to: string; children: string }) => (
  <Link tag={RouterLink} startIcon={<ArrowLeft />} to={to}>
    {children}
  </Link>
);
