import { useEffect, useRef } from 'react';
import type { MailFate } from '../../../plugin/contract/editor/people';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';

/** What became of a mail, in one line. */
export function useMailFate(): (fate: MailFate) => string {
  const t = useMessages();
  const instant = useInstant();
  return ({ about, state, at, trouble }) => {
    const mail = t(`mail.about.${about}`);
    if (state === 'sent') return t('mail.sent', { mail, when: instant(at) });
    return t(trouble ? 'mail.unsent' : 'mail.sending', { mail });
  };
}

const EVERY_MS = 2000;
/** Looks until it is said no more that a mail is on its way: a minute, after which somebody reloads who still wants to know. */
const LOOKS = 30;

/** Looks again while something is under way on the server. */
export function useFollow(underWay: boolean, look: () => Promise<unknown>): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!underWay) return undefined;
    let looks = 0;
    const timer = setInterval(() => {
      if ((looks += 1) > LOOKS) clearInterval(timer);
      else void latest.current();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [underWay]);
}
