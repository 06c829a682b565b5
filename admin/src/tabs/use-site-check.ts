import { useRef, useState } from 'react';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import type { Framing } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { errorsByField, fieldErrorText } from '../api/field-errors';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';

/** What is known about the site at an address. */
export interface SiteCheck {
  url: string;
  framing?: Framing;
  /** Why it could not be asked. */
  error?: string;
}

/** Asks whether a site may be shown inside the portal; starts with what the last look said. */
export function useSiteCheck(tab: CustomTab | undefined) {
  const t = useMessages();
  const [checked, setChecked] = useState<SiteCheck | undefined>(tab && { url: tab.url, framing: tab.framing });
  const [checking, setChecking] = useState(false);
  const latest = useRef(0);

  async function check(url: string): Promise<void> {
    latest.current += 1;
    const mine = latest.current;
    setChecking(true);
    let result: SiteCheck;
    try {
      const { framing } = await call('POST /custom-tabs/check', { body: { url } });
      result = { url, framing };
    } catch (error) {
      const failure = failureOf(error);
      const [fieldError] = errorsByField(failure).values();
      result = { url, error: fieldError ? fieldErrorText(t, fieldError) : failureText(t, failure) };
    }
    if (mine === latest.current) {
      setChecked(result);
      setChecking(false);
    }
  }

  return { checked, checking, check };
}
