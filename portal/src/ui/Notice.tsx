import { useEffect, type ReactNode } from 'react';
import { announce } from './announce';
import { Icon } from './Icon';
import css from './ui.module.css';

const ICONS = { success: 'check', info: 'info', warning: 'alert' } as const;

interface NoticeProps {
  kind?: keyof typeof ICONS;
  text: string;
  /** What to do about it. */
  children?: ReactNode;
}

/** A confirmation or a warning that stays readable; also said by screen readers when it appears. */
export function Notice({ kind = 'success', text, children }: NoticeProps) {
  useEffect(() => {
    announce(text);
  }, [text]);
  return (
    <div className={[css.notice, css[`notice-${kind}`]].join(' ')}>
      <Icon name={ICONS[kind]} />
      <div className={css.noticeText}>
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}
