import { useEffect, useRef } from 'react';
import type { ApiError } from '../api/api-error';
import formCss from '../forms/forms.module.css';
import { ErrorText } from './ErrorText';
import { Icon } from './Icon';

/** What a button's action was refused with, above the button; `text` where the error's own words do not say it. Takes the focus, as the summary of a form does. */
export function Refused({ error, text }: { error: ApiError; text?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [error]);
  return (
    <div className={formCss.problems} ref={box} tabIndex={-1} role="alert">
      <Icon name="alert" />
      <div>{text === undefined ? <ErrorText error={error} /> : <p>{text}</p>}</div>
    </div>
  );
}
