import { useNotification } from '@strapi/admin/strapi-admin';
import { useCallback, useState } from 'react';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { useLoad, type Loaded } from '../api/use-load';
import { useTellFailure } from '../components/use-failure';
import { useMessages } from '../messages';

export interface Tabs {
  loaded: Loaded<CustomTab[]>;
  /** Ids of tabs whose change is under way. */
  busy: ReadonlySet<string>;
  /** Resolves to whether it worked; what did not was told. */
  switchTab: (tab: CustomTab, enabled: boolean) => Promise<void>;
  remove: (tab: CustomTab) => Promise<boolean>;
  /** Moves a tab and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/** The list of tabs, and the changes that are saved at once. */
export function useTabs(): Tabs {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const tellFailure = useTellFailure();
  const loaded = useLoad(() => call('GET /custom-tabs'));
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const { data: tabs, setData, reload } = loaded;

  /** Says what went wrong; where somebody else was faster, the newest list takes the place of this one. */
  const failed = useCallback(
    async (error: unknown, conflict: string) => {
      const failure = failureOf(error);
      if (failure.code === 'conflict' || failure.code === 'not-found') {
        toggleNotification({ type: 'warning', message: conflict });
      } else {
        tellFailure(failure);
      }
      await reload();
    },
    [reload, tellFailure, toggleNotification],
  );

  const during = useCallback(async (id: string, work: () => Promise<void>) => {
    setBusy((ids) => new Set(ids).add(id));
    try {
      await work();
    } finally {
      setBusy((ids) => new Set([...ids].filter((one) => one !== id)));
    }
  }, []);

  async function switchTab(tab: CustomTab, enabled: boolean): Promise<void> {
    const { id, name, url, audience, opensIn, revision } = tab;
    await during(id, async () => {
      try {
        await call('PUT /custom-tabs/:id', { params: { id }, body: { name, url, audience, opensIn, enabled, revision } });
        await reload();
        toggleNotification({ type: 'success', message: t(enabled ? 'tabs.switched-on' : 'tabs.switched-off', { name }) });
      } catch (error) {
        await failed(error, t('tabs.conflict.switch', { name }));
      }
    });
  }

  async function remove(tab: CustomTab): Promise<boolean> {
    let done = false;
    await during(tab.id, async () => {
      try {
        await call('DELETE /custom-tabs/:id', { params: { id: tab.id } });
        toggleNotification({ type: 'success', message: t('tabs.deleted', { name: tab.name }) });
        done = true;
        await reload();
      } catch (error) {
        await failed(error, t('tabs.conflict.deleted', { name: tab.name }));
      }
    });
    return done;
  }

  async function move(from: number, to: number): Promise<boolean> {
    if (!tabs) return false;
    const order = [...tabs];
    const [tab] = order.splice(from, 1);
    if (!tab) return false;
    order.splice(to, 0, tab);
    // Shown at once: the list must not jump back while the order is on its way.
    setData(order);
    try {
      setData(await call('PUT /custom-tabs/order', { body: { ids: order.map(({ id }) => id) } }));
      return true;
    } catch (error) {
      await failed(error, t('tabs.conflict.order'));
      return false;
    }
  }

  return { loaded, busy, switchTab, remove, move };
}
