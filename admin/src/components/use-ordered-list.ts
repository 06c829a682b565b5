import { arrayMove } from '@dnd-kit/sortable';
import { useNotification } from '@strapi/admin/strapi-admin';
import { useState } from 'react';
import { failureOf, type ApiFailure } from '../api/failure';
import { useLoad, type Loaded } from '../api/use-load';
import { useMessages, type MessageId } from '../messages';
import { useTellFailure } from './use-failure';

/** What customers see in an order that editors choose, and can be switched off. */
export interface Entry {
  id: string;
  name: string;
  enabled: boolean;
}

/** How a list is loaded and saved. `L` is what is loaded, `T` an entry of it. */
interface Source<L, T extends Entry> {
  load: () => Promise<L>;
  entriesIn: (list: L) => T[];
  withEntries: (list: L, entries: T[]) => L;
  saveOrder: (ids: string[]) => Promise<L>;
  switchOn: (entry: T, enabled: boolean) => Promise<unknown>;
  remove: (entry: T) => Promise<unknown>;
  words: { switchedOn: MessageId; switchedOff: MessageId; orderConflict: MessageId };
  /** What a failed change of an entry means, where the list has words of its own for it. */
  wordsFor?: (failure: ApiFailure, before: T | undefined, after: T | undefined) => string | undefined;
  /** An entry was switched or deleted. */
  onChanged?: () => void;
}

export interface OrderedEntries<T extends Entry> {
  entries: readonly T[];
  /** Ids of entries whose change is under way. */
  busy: ReadonlySet<string>;
  /** The changes: each resolves to whether it worked; what did not was told. */
  switchOn: (entry: T, enabled: boolean) => Promise<boolean>;
  remove: (entry: T) => Promise<boolean>;
  /** Moves an entry and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/**
 * An ordered list, and its changes that are saved at once. Where somebody else was faster, the newest list takes the
 * place of the one on the screen.
 */
export function useOrderedList<L, T extends Entry>(source: Source<L, T>): OrderedEntries<T> & { loaded: Loaded<L> } {
  const { entriesIn, words } = source;
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const tellFailure = useTellFailure();
  const loaded = useLoad(source.load);
  const { data, setData, reload } = loaded;
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const entries = data === undefined ? [] : entriesIn(data);

  async function failed(error: unknown, conflict: string, id?: string): Promise<void> {
    const failure = failureOf(error);
    const newest = await reload();
    const [before, after] = [entries, newest === undefined ? [] : entriesIn(newest)].map((list) => list.find((one) => one.id === id));
    const faster = failure.code === 'conflict' || failure.code === 'not-found';
    const message = source.wordsFor?.(failure, before, after) ?? (faster ? conflict : undefined);
    if (message === undefined) tellFailure(failure);
    else toggleNotification({ type: 'warning', message });
  }

  async function change({ id, name }: T, done: MessageId, conflict: MessageId, work: () => Promise<unknown>): Promise<boolean> {
    setBusy((ids) => new Set(ids).add(id));
    try {
      await work();
      toggleNotification({ type: 'success', message: t(done, { name }) });
      await reload();
      source.onChanged?.();
      return true;
    } catch (error) {
      await failed(error, t(conflict, { name }), id);
      return false;
    } finally {
      setBusy((ids) => new Set([...ids].filter((one) => one !== id)));
    }
  }

  async function move(from: number, to: number): Promise<boolean> {
    if (data === undefined) return false;
    const order = arrayMove(entries, from, to);
    // Shown at once: the list must not jump back while the order is on its way.
    setData(source.withEntries(data, order));
    try {
      setData(await source.saveOrder(order.map(({ id }) => id)));
      return true;
    } catch (error) {
      await failed(error, t(words.orderConflict));
      return false;
    }
  }

  return {
    loaded,
    entries,
    busy,
    switchOn: (entry, enabled) =>
      change(entry, enabled ? words.switchedOn : words.switchedOff, 'list.conflict.switch', () => source.switchOn(entry, enabled)),
    remove: (entry) => change(entry, 'list.deleted', 'list.conflict.deleted', () => source.remove(entry)),
    move,
  };
}
