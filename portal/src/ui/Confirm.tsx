import { useText } from '../language/useText';
import { Button } from './Button';
import { Dialog } from './Dialog';
import css from '../forms/forms.module.css';
import { Refused } from './Refused';
import { useAction } from './useAction';

export interface ConfirmProps {
  title: string;
  text: string;
  /** The action by its name: never "OK". */
  label: string;
  run: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something is done that somebody may regret; then does it, or says why not. */
export function Confirm({ title, text, label, run, onClose }: ConfirmProps) {
  const { t } = useText();
  const { doing, error, start } = useAction();
  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      {error && <Refused error={error} />}
      <p>{text}</p>
      <div className={css.actions}>
        <Button kind="primary" aria-disabled={doing && true} onClick={() => void start('it', () => run().then(onClose))}>
          {doing ? t('busy') : label}
        </Button>
        <Button autoFocus onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
