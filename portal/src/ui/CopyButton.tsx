import { useState } from 'react';
import { useText } from '../language/useText';
import { announce } from './announce';
import { Button } from './Button';
import { Icon } from './Icon';

/** Copies a text, and says whether that worked. `about`: what tells it from others beside it, for who does not see where it stands. */
export function CopyButton({ text, label, about }: { text: string; label: string; about?: string }) {
  const { t } = useText();
  const [outcome, setOutcome] = useState<'copied' | 'copy-failed'>();
  const copy = async () => {
    let result: 'copied' | 'copy-failed' = 'copied';
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Refused by the browser or its user: the text can still be selected.
      result = 'copy-failed';
    }
    setOutcome(result);
    announce(t(result));
  };
  return (
    <Button onClick={() => void copy()}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {outcome ? t(outcome) : label}
      {about && <span className="visually-hidden">{about}</span>}
    </Button>
  );
}
