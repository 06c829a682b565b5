import type { ReactNode } from 'react';
import { useText } from '../language/useText';
import { Icon } from './Icon';

/** A link to another site in a new tab: says so, and tells that site nothing about this page. */
export function NewTabLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  const { t } = useText();
  return (
    <a className={className} href={href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      <Icon name="external" />
      <span>
        {children} <span className="visually-hidden">({t('opens-in-new-tab')})</span>
      </span>
    </a>
  );
}
