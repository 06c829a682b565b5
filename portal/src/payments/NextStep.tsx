import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import type { NextStep as Step } from '../../../plugin/contract/customer/payments';
import pageCss from '../app/page.module.css';
import documentCss from '../documents/documents.module.css';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { leaveFor } from '../session/leave';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { goToForm } from './go-to-form';
import { Instructions } from './Instructions';
import type { SeenPayment } from './PaymentState';

interface NextStepProps {
  payment: SeenPayment;
  /** It was begun just now: a page that comes next is gone to at once. */
  begun: boolean;
  /** Before the browser leaves. */
  leaving?: () => void;
  cancel: () => Promise<void>;
  /** Says that a transfer was made; absent where nobody takes that. */
  tell?: () => Promise<void>;
  /** The token of the link, of who pays by one. */
  link?: string;
  /** Before what can be chosen. */
  children?: ReactNode;
}

/** What the customer does next of a payment that waits for it, and giving it up. */
export function NextStep({ payment: { next, mayCancel }, begun, leaving, cancel, tell, link, children }: NextStepProps) {
  const { t } = useText();
  const { language } = useLanguage();
  const { doing, error, start } = useAction<'go' | 'cancel' | 'tell'>();
  const away = next?.kind === 'redirect' || next?.kind === 'embedded' ? next : undefined;
  const go = ({ kind, url }: Away) =>
    start('go', () => {
      leaving?.();
      if (kind === 'embedded') goToForm(url, language, link);
      else leaveFor(url);
      return Promise.resolve();
    });
  useLeaveAtOnce(begun && away ? () => void go(away) : undefined);
  return (
    <>
      {error && <Refused error={error} />}
      {next?.kind === 'instructions' && <Instructions lines={next.lines} qr={next.qr} />}
      {children}
      {(next ?? mayCancel) && (
        <div className={documentCss.actions}>
          {away && (
            <Button kind="primary" onClick={() => void go(away)}>
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
      {away && begun && <p className={pageCss.muted}>{t('payment.going')}</p>}
    </>
  );
}

/** A page that the browser leaves for. */
type Away = Exclude<Step, { kind: 'instructions' }>;

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
