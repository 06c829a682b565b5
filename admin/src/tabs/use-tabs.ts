import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { call } from '../api/client';
import { useLoad, type Loaded } from '../api/use-load';
import { useChanges } from '../components/use-changes';
import { useMessages } from '../messages';

export interface Tabs {
  loaded: Loaded<CustomTab[]>;
  /** Ids of tabs whose change is under way. */
  busy: ReadonlySet<string>;
  /** Resolves to whether it worked; what did not was told. */
  switchTab: (tab: CustomTab, enabled: boolean) => Promise<boolean>;
  remove: (tab: CustomTab) => Promise<boolean>;
  /** Moves a tab and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/** The list of tabs, and the changes that are saved at once. */
export function useTabs(): Tabs {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /custom-tabs'));
  const { data: entries = [], setData: show, reload } = loaded;
  const { busy, change, move } = useChanges(reload);

  return {
    loaded,
    busy,
    switchTab: ({ id, name, url, audience, opensIn, revision }, enabled) =>
      change(
        id,
        { done: t(enabled ? 'tabs.switched-on' : 'tabs.switched-off', { name }), conflict: t('tabs.conflict.switch', { name }) },
        () => call('PUT /custom-tabs/:id', { params: { id }, body: { name, url, audience, opensIn, enabled, revision } }),
      ),
    remove: ({ id, name }) =>
      change(id, { done: t('tabs.deleted', { name }), conflict: t('tabs.conflict.deleted', { name }) }, () =>
        call('DELETE /custom-tabs/:id', { params: { id } }),
      ),
    move: (from, to) => {
      const save = async (ids: string[]): Promise<void> => show(await call('PUT /custom-tabs/order', { body: { ids } }));
      return move({ entries, show, save }, from, to, { conflict: t('tabs.conflict.order') });
    },
  };
}
