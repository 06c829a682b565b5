import { useText } from '../language/useText';
import type { MessageId } from '../language/messages';
import { Button } from '../ui/Button';
import css from './factors.module.css';

/** Ways of confirming that it is the contact. */
export type Way = 'password' | 'totp' | 'passkey' | 'recovery-code';

const LABELS: Record<Way, MessageId> = {
  password: 'way.password',
  totp: 'way.totp',
  passkey: 'way.passkey',
  'recovery-code': 'way.recovery-code',
};

interface WaysProps<W extends Way> {
  ways: readonly W[];
  chosen: W;
  onChoose: (way: W) => void;
}

/** The other ways, beside the one that is shown. */
export function Ways<W extends Way>({ ways, chosen, onChoose }: WaysProps<W>) {
  const { t } = useText();
  const others = ways.filter((way) => way !== chosen);
  if (others.length === 0) return null;
  return (
    <div className={css.ways}>
      {others.map((way) => (
        <Button key={way} kind="quiet" onClick={() => onChoose(way)}>
          {t(LABELS[way])}
        </Button>
      ))}
    </div>
  );
}
