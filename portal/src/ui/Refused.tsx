import { useEffect, useRef } from 'react';
import type { ApiError } from '../api/api-error';
import formCss from '../forms/forms.module.css';
import { ErrorText } from './ErrorText';
import { Icon } from './Icon';

/** What a button's action was refused with, above the button. Takes the focus, as the summary of a form does. */
export function Refused({ error }: { error: ApiError }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [error]);
  return (
    <div className={formCss.problems} ref={box} tabIndex={-1} role="alert">
      <Icon name="alert" />
      <div>
        <ErrorText error={error} />
      </div>
    </div>
  );
}
