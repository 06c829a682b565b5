import { useAuth } from '@strapi/admin/strapi-admin';
import { useCallback, useState } from 'react';
import type { FoundContact } from '../../../plugin/contract/editor/memberships';
import type { PortalStatus } from '../../../plugin/contract/editor/people';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Role } from '../../../plugin/rights';

/** What has been typed and chosen in the dialog that adds a contact. */
export interface Draft {
  search: string;
  /** Somebody who exists, or the form for somebody new; else the search. */
  picked: FoundContact | null;
  making: boolean;
  email: string;
  firstName: string;
  lastName: string;
  role: Role;
  invite: boolean;
  /** That the person who acts for others is the right one. */
  sure: boolean;
}

/** Access that an editor switched off is switched on again only on purpose. */
const fresh = (status: PortalStatus): Draft => ({
  search: '',
  picked: null,
  making: false,
  email: '',
  firstName: '',
  lastName: '',
  role: 'member',
  invite: status !== 'disabled',
  sure: false,
});

const isDirty = ({ search, picked, email, firstName, lastName }: Draft): boolean =>
  picked !== null || [search, email, firstName, lastName].some((text) => text.trim() !== '');

function kept(key: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

function keep(key: string, draft: Draft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: the dialog works, and asks before it closes.
  }
}

const useKey = (customer: string): string => {
  const user = useAuth('useDraft', (auth) => auth.user?.id);
  return `${PLUGIN_ID}.add-contact.${String(user ?? '')}.${customer}`;
};

/** Whether something typed for this customer waits: the session ended, or the page was left, in the middle of it. */
export function useHasDraft(customer: string): boolean {
  const key = useKey(customer);
  const [has] = useState(() => kept(key) !== undefined);
  return has;
}

/**
 * The draft, kept in this browser tab with every change until it is saved or discarded: what ends the page (a
 * session that is over, a reload, the way back) does not take it along.
 */
export function useDraft(customer: string, status: PortalStatus) {
  const key = useKey(customer);
  const [restored] = useState(() => kept(key));
  const [draft, setDraft] = useState<Draft>(() => ({ ...fresh(status), ...restored }));

  const change = useCallback(
    (part: Partial<Draft>): void =>
      setDraft((before) => {
        const next = { ...before, ...part };
        keep(key, isDirty(next) ? next : undefined);
        return next;
      }),
    [key],
  );
  const clear = useCallback((): void => keep(key, undefined), [key]);

  return { draft, change, clear, dirty: isDirty(draft), restored: restored !== undefined };
}
