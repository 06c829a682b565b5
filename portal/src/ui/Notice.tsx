import { useEffect } from 'react';
import { announce } from './announce';
import { Icon } from './Icon';
import css from './ui.module.css';

/** A confirmation that stays readable; also said by screen readers when it appears. */
export function Notice({ kind = 'success', text }: { kind?: 'success' | 'info'; text: string }) {
  useEffect(() => announce(text), [text]);
  return (
    <p className={[css.notice, css[`notice-${kind}`]].join(' ')}>
      <Icon name={kind === 'success' ? 'check' : 'info'} />
      <span>{text}</span>
    </p>
  );
}
