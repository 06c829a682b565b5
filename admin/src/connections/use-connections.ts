import { useNotification } from '@strapi/admin/strapi-admin';
import { useCallback, useState } from 'react';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { call, type ResponseFor } from '../api/client';
import { failureOf } from '../api/failure';
import { useLoad, type Loaded } from '../api/use-load';
import { useTellFailure } from '../components/use-failure';
import { useMessages } from '../messages';
import { isLockOut } from './values';

export interface Connections {
  loaded: Loaded<ResponseFor<'GET /connections'>>;
  /** Ids of connections whose change is under way. */
  busy: ReadonlySet<string>;
  switchConnection: (connection: ConnectionView, enabled: boolean) => Promise<void>;
  /** Resolves to whether it worked; what did not was told. */
  remove: (connection: ConnectionView) => Promise<boolean>;
  /** Moves a connection and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/** The list of connections, and the changes that are saved at once. */
export function useConnections(onChanged: () => void): Connections {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const tellFailure = useTellFailure();
  const loaded = useLoad(() => call('GET /connections'));
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const { data, setData, reload } = loaded;

  /** Says what went wrong; where somebody else was faster, the newest list takes the place of this one. */
  const failed = useCallback(
    async (error: unknown, conflict: string, changed?: ConnectionView) => {
      const failure = failureOf(error);
      const newest = (await reload())?.connections.find(({ id }) => id === changed?.id);
      if (failure.code === 'conflict' && isLockOut(changed, newest)) {
        toggleNotification({ type: 'warning', message: t('error.lock-out') });
      } else if (failure.code === 'conflict' || failure.code === 'not-found') {
        toggleNotification({ type: 'warning', message: conflict });
      } else {
        tellFailure(failure);
      }
    },
    [reload, t, tellFailure, toggleNotification],
  );

  const during = useCallback(async (id: string, work: () => Promise<void>) => {
    setBusy((ids) => new Set(ids).add(id));
    try {
      await work();
    } finally {
      setBusy((ids) => new Set([...ids].filter((one) => one !== id)));
    }
  }, []);

  async function switchConnection(connection: ConnectionView, enabled: boolean): Promise<void> {
    const { id, settings, revision } = connection;
    const { name } = settings;
    await during(id, async () => {
      try {
        await call('PUT /connections/:id', { params: { id }, body: { settings: { ...settings, enabled }, revision } });
        await reload();
        toggleNotification({
          type: 'success',
          message: t(enabled ? 'connections.switched-on' : 'connections.switched-off', { name }),
        });
        onChanged();
      } catch (error) {
        await failed(error, t('connections.conflict.switch', { name }), connection);
      }
    });
  }

  async function remove(connection: ConnectionView): Promise<boolean> {
    const { id } = connection;
    const { name } = connection.settings;
    let done = false;
    await during(id, async () => {
      try {
        await call('DELETE /connections/:id', { params: { id } });
        toggleNotification({ type: 'success', message: t('connections.deleted', { name }) });
        done = true;
        await reload();
        onChanged();
      } catch (error) {
        await failed(error, t('connections.conflict.deleted', { name }), connection);
      }
    });
    return done;
  }

  async function move(from: number, to: number): Promise<boolean> {
    if (!data) return false;
    const order = [...data.connections];
    const [connection] = order.splice(from, 1);
    if (!connection) return false;
    order.splice(to, 0, connection);
    // Shown at once: the list must not jump back while the order is on its way.
    setData({ ...data, connections: order });
    try {
      setData(await call('PUT /connections-order', { body: { ids: order.map(({ id }) => id) } }));
      return true;
    } catch (error) {
      await failed(error, t('connections.conflict.order'));
      return false;
    }
  }

  return { loaded, busy, switchConnection, remove, move };
}
