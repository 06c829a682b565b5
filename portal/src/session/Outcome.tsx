import { useState } from 'react';
import { useText } from '../language/useText';
import { Notice } from '../ui/Notice';
import { takeOutcome } from './fragment';
import { ProviderProblem } from './ProviderProblem';

/** What came of a trip to somebody else's sign-in that began on this page; said once. */
export function Outcome() {
  const { t } = useText();
  const [{ problem, connected, confirmed }] = useState(takeOutcome);
  return (
    <>
      {connected && <Notice text={t('security.connected')} />}
      {confirmed && <Notice text={t('step-up.confirmed')} />}
      {problem && <ProviderProblem code={problem} />}
    </>
  );
}
