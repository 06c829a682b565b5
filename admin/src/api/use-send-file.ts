import { useAuth } from '@strapi/admin/strapi-admin';
import { useRef } from 'react';
import { sendPrivate } from './files';

/** Sends a file to an address as it is. `renew` is a request by Strapi's client, which renews the token where it has expired. */
export function useSendBytes(renew: () => Promise<unknown>): <T>(path: string, file: File) => Promise<T> {
  const token = useAuth('SendFile', (state) => state.token);
  const newest = useRef(token);
  newest.current = token;
  return async (path, file) => {
    await renew();
    return sendPrivate(path, file, () => newest.current);
  };
}

/** The same with its name. */
export function useSendFile(renew: () => Promise<unknown>): (path: string, file: File) => Promise<void> {
  const send = useSendBytes(renew);
  return async (path, file) => {
    await send(`${path}?${new URLSearchParams({ name: file.name }).toString()}`, file);
  };
}
