import { useSyncExternalStore } from 'react';
import { readWaiting, subscribeWaiting, type Waiting } from './waiting';

const nothing = (): (() => void) => () => undefined;

/** The module of a content type, with how many of its records wait; asked for only where the role may. */
export function useModuleOf(uid: string, allowed: boolean): Waiting['modules'][number] | undefined {
  const waiting = useSyncExternalStore(allowed ? subscribeWaiting : nothing, readWaiting);
  return allowed ? waiting?.modules.find(({ contentType }) => contentType === uid) : undefined;
}
