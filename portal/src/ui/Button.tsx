import { forwardRef, type ButtonHTMLAttributes } from 'react';
import css from './ui.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'plain' | 'quiet';
}

/** A button that does something here; what leads elsewhere is a link. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind = 'plain', className, type = 'button', ...rest },
  ref,
) {
  return <button {...rest} ref={ref} type={type} className={[css.button, css[kind], className].filter(Boolean).join(' ')} />;
});
