import { useNotification } from '@strapi/admin/strapi-admin';
import { useState } from 'react';
import { failureOf, type ApiFailure } from '../api/failure';
import { useTellFailure } from './use-failure';

interface Words {
  /** Where somebody else was faster. */
  conflict: string;
}

interface Change extends Words {
  /** What is said when it worked. */
  done: string;
}

interface List<T> {
  entries: readonly T[];
  /** Shows an order at once. */
  show: (entries: T[]) => void;
  /** Saves an order and shows what came of it. */
  save: (ids: string[]) => Promise<void>;
}

export interface Changes {
  /** Ids of entries whose change is under way. */
  busy: ReadonlySet<string>;
  /** Makes one change of an entry. Resolves to whether it worked; what did not was told. */
  change: (id: string, words: Change, work: () => Promise<unknown>) => Promise<boolean>;
  /** Moves an entry and saves the order at once. Resolves to whether it worked. */
  move: <T extends { id: string }>(list: List<T>, from: number, to: number, words: Words) => Promise<boolean>;
}

/**
 * Changes of a list that are saved at once. Where somebody else was faster, the newest list takes the
 * place of the one on the screen.
 *
 * @param reload loads the newest list
 * @param wordsFor what a failed change of an entry means where the list has words of its own for it
 */
export function useChanges<L>(
  reload: () => Promise<L>,
  wordsFor?: (failure: ApiFailure, id: string | undefined, newest: L) => string | undefined,
): Changes {
  const { toggleNotification } = useNotification();
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  async function failed(error: unknown, conflict: string, id?: string): Promise<void> {
    const failure = failureOf(error);
    const newest = await reload();
    const faster = failure.code === 'conflict' || failure.code === 'not-found';
    const message = wordsFor?.(failure, id, newest) ?? (faster ? conflict : undefined);
    if (message === undefined) tellFailure(failure);
    else toggleNotification({ type: 'warning', message });
  }

  async function change(id: string, { done, conflict }: Change, work: () => Promise<unknown>): Promise<boolean> {
    setBusy((ids) => new Set(ids).add(id));
    try {
      await work();
      toggleNotification({ type: 'success', message: done });
      await reload();
      return true;
    } catch (error) {
      await failed(error, conflict, id);
      return false;
    } finally {
      setBusy((ids) => new Set([...ids].filter((one) => one !== id)));
    }
  }

  async function move<T extends { id: string }>(
    { entries, show, save }: List<T>,
    from: number,
    to: number,
    { conflict }: Words,
  ): Promise<boolean> {
    const order = [...entries];
    const [entry] = order.splice(from, 1);
    if (!entry) return false;
    order.splice(to, 0, entry);
    // Shown at once: the list must not jump back while the order is on its way.
    show(order);
    try {
      await save(order.map(({ id }) => id));
      return true;
    } catch (error) {
      await failed(error, conflict);
      return false;
    }
  }

  return { busy, change, move };
}
