import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import type { NextStep as Step } from '../../../plugin/contract/customer/payments';
import pageCss from '../app/page.module.css';
import documentCss from '../documents/documents.module.css';
import { useText } from '../language/useText';
import { leaveFor } from '../session/leave';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { EmbeddedForm } from './Embedded';
import { Instructions } from './Instructions';
import type { SeenPayment } from './PaymentState';

interface NextStepProps {
  payment: SeenPayment;
  /** It was begun just now, with the page of the provider as what comes next. */
  begun: boolean;
  /** Before the browser leaves for a page of the provider's. */
  leaving?: () => void;
  cancel: () => Promise<void>;
  /** Says that a transfer was made; absent where nobody takes that. */
  tell?: () => Promise<void>;
  /** Asks what became of it. */
  ask: () => void;
}

/** What the customer does next of a payment that waits for it, and giving it up. */
export function NextStep({ payment: { next, mayCancel }, begun, leaving, cancel, tell, ask }: NextStepProps) {
  const { t } = useText();
  const { doing, error, start } = useAction<'go' | 'cancel' | 'tell'>();
  const go = (url: string) =>
    start('go', () => {
      leaving?.();
      leaveFor(url);
      return Promise.resolve();
    });
  useLeaveAtOnce(begun && next?.kind === 'redirect' ? () => void go(next.url) : undefined);
  return (
    <>
      {error && <Refused error={error} />}
      {next?.kind === 'instructions' && <Instructions lines={next.lines} qr={next.qr} />}
      {next?.kind === 'embedded' && <EmbeddedForm provider={next.provider} parameters={next.parameters} onDone={ask} />}
      {(next ?? mayCancel) && (
        <div className={documentCss.actions}>
          {next?.kind === 'redirect' && (
            <Button kind="primary" onClick={() => void go(next.url)}>
              {t('continue')}
            </Button>
          )}
          {next && isUntold(next) && tell && (
            <Button kind="primary" aria-disabled={doing === 'tell' || undefined} onClick={() => void start('tell', tell)}>
              {doing === 'tell' ? t('busy') : t('payment.tell')}
            </Button>
          )}
          {mayCancel && (
            <Button aria-disabled={doing === 'cancel' || undefined} onClick={() => void start('cancel', cancel)}>
              {doing === 'cancel' ? t('busy') : t('payment.cancel')}
            </Button>
          )}
        </div>
      )}
      {next?.kind === 'redirect' && begun && <p className={pageCss.muted}>{t('payment.going')}</p>}
    </>
  );
}

const isUntold = (next: Step): boolean => next.kind === 'instructions' && !next.told;

/** Once, and only when the history says no more that it was begun: back from there it is not left again. */
function useLeaveAtOnce(leave: (() => void) | undefined): void {
  const location = useLocation();
  const left = useRef(false);
  useEffect(() => {
    if (!leave || left.current || location.state !== null) return;
    left.current = true;
    leave();
  });
}
