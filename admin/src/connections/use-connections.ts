import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { call, type ResponseFor } from '../api/client';
import { useLoad, type Loaded } from '../api/use-load';
import { useChanges } from '../components/use-changes';
import { useMessages } from '../messages';
import { isLockOut } from './values';

export interface Connections {
  loaded: Loaded<ResponseFor<'GET /connections'>>;
  /** Ids of connections whose change is under way. */
  busy: ReadonlySet<string>;
  /** Resolves to whether it worked; what did not was told. */
  switchConnection: (connection: ConnectionView, enabled: boolean) => Promise<boolean>;
  remove: (connection: ConnectionView) => Promise<boolean>;
  /** Moves a connection and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/** The list of connections, and the changes that are saved at once. */
export function useConnections(onChanged: () => void): Connections {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /connections'));
  const { data, setData, reload } = loaded;
  const { busy, change, move } = useChanges(reload, ({ code }, id, newest) => {
    const [before, after] = [data, newest].map((list) => list?.connections.find((one) => one.id === id));
    return code === 'conflict' && isLockOut(before, after) ? t('error.lock-out') : undefined;
  });

  return {
    loaded,
    busy,
    switchConnection: async ({ id, settings, revision }, enabled) => {
      const { name } = settings;
      const done = await change(
        id,
        {
          done: t(enabled ? 'connections.switched-on' : 'connections.switched-off', { name }),
          conflict: t('connections.conflict.switch', { name }),
        },
        () => call('PUT /connections/:id', { params: { id }, body: { settings: { ...settings, enabled }, revision } }),
      );
      if (done) onChanged();
      return done;
    },
    remove: async ({ id, settings: { name } }) => {
      const words = { done: t('connections.deleted', { name }), conflict: t('connections.conflict.deleted', { name }) };
      const done = await change(id, words, () => call('DELETE /connections/:id', { params: { id } }));
      if (done) onChanged();
      return done;
    },
    move: (from, to) => {
      if (!data) return Promise.resolve(false);
      const list = {
        entries: data.connections,
        show: (connections: ConnectionView[]) => setData({ ...data, connections }),
        save: async (ids: string[]) => setData(await call('PUT /connections-order', { body: { ids } })),
      };
      return move(list, from, to, { conflict: t('connections.conflict.order') });
    },
  };
}
