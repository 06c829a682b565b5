import { useEffect, type ReactNode } from 'react';
import { useText } from '../language/useText';
import { askPasskey, preparePasskeys } from '../session/passkey';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import formCss from '../forms/forms.module.css';

interface PasskeyProofProps {
  label: string;
  kind?: 'primary' | 'plain';
  /** Where it takes the place of the button that was pressed. */
  autoFocus?: boolean;
  /** What the browser's dialog takes. */
  options: () => Promise<Record<string, unknown>>;
  /** Throws what the server refused. */
  prove: (response: Record<string, unknown>) => Promise<void>;
  /** Above the button. */
  children?: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
}

/** A button that opens the browser's passkey dialog, and says what came of it where that is not plain. */
export function PasskeyProof({ label, kind = 'plain', autoFocus, options, prove, children, more }: PasskeyProofProps) {
  const { t } = useText();
  const { doing, error, start } = useAction();
  useEffect(preparePasskeys, []);
  const ask = async () => prove(await askPasskey(await options()));

  return (
    <>
      {error && <Refused error={error} />}
      {children}
      <div className={formCss.actions}>
        <Button kind={kind} autoFocus={autoFocus} aria-disabled={doing && true} onClick={() => void start('it', ask)}>
          {doing ? t('passkey.busy') : label}
        </Button>
        {more}
      </div>
    </>
  );
}
