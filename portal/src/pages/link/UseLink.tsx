import type { SessionInfo } from '../../../../plugin/contract/customer/session';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import type { ChallengeState } from '../../session/sign-in-state';
import { useEntry } from '../../session/useEntry';
import { Button } from '../../ui/Button';
import { Refused } from '../../ui/Refused';
import { useAction } from '../../ui/useAction';

interface UseLinkProps {
  label: string;
  /** Uses the link up. */
  use: () => Promise<SessionInfo>;
  dead: () => void;
  done?: ChallengeState['done'];
}

/** The button that uses a mailed link up and signs in. Opening the link did not: mail scanners open links, too. */
export function UseLink({ label, use, dead, done }: UseLinkProps) {
  const { t } = useText();
  const enter = useEntry({ done }, dead);
  const { doing, error, start } = useAction();
  return (
    <>
      {error && <Refused error={error} />}
      <div className={formCss.actions}>
        <Button kind="primary" aria-disabled={doing && true} onClick={() => void start('it', () => enter(use))}>
          {doing ? t('sign-in.busy') : label}
        </Button>
      </div>
    </>
  );
}
