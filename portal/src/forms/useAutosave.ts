import { useCallback, useMemo, useState } from 'react';
import { useSession } from '../session/session';
import { autosaveAt } from './autosave';

/** What is typed into a form (kept.ts), for one that takes up at once what was kept. */
export function useAutosave<T>(form: string, isValue: (value: unknown) => value is T) {
  const { contact, customer } = useSession();
  const place = useMemo(
    () => autosaveAt({ contact: contact.id, customer: customer.id }, form, isValue),
    [contact.id, customer.id, form, isValue],
  );
  const [found, setFound] = useState(place.read);
  const drop = useCallback(() => {
    place.drop();
    setFound(undefined);
  }, [place]);
  return { found, keep: place.write, drop };
}
