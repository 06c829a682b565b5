import { getFetchClient, type FetchResponse } from '@strapi/admin/strapi-admin';
import type { EditorEndpoint } from '../../../plugin/contract';
import type { KeyOf, RequestOf, ResponseOf } from '../../../plugin/contract/endpoint';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { failureOf } from './failure';

type Endpoints = { [E in EditorEndpoint as KeyOf<E>]: E };

/** `"PUT /settings/general"`: how an endpoint is named here. */
export type EndpointKey = keyof Endpoints;
export type RequestFor<K extends EndpointKey> = RequestOf<Endpoints[K]>;
export type ResponseFor<K extends EndpointKey> = ResponseOf<Endpoints[K]>;

interface Raw {
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  body?: unknown;
}

/** The path with its `:name` parts filled in. */
const fill = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));

/** The query string with its question mark; without members that are not set. */
export function queryString(query: Record<string, string | undefined> = {}): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

/**
 * Calls an editor's endpoint and returns what it answers under `data`; throws an `ApiFailure`
 * otherwise. Not bound to a component: leaving a screen must not cut off a save.
 */
export async function call<K extends EndpointKey>(
  key: K,
  ...[request]: keyof RequestFor<K> extends never ? [] : [RequestFor<K>]
): Promise<ResponseFor<K>> {
  const [method, path] = (key as string).split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
  const { params, query, body } = (request ?? {}) as Raw;
  const url = `/${PLUGIN_ID}${fill(path, params)}${queryString(query)}`;
  const client = getFetchClient();
  const send = (): Promise<FetchResponse<{ data: ResponseFor<K> }>> => {
    switch (method) {
      case 'GET':
        return client.get(url);
      case 'POST':
        return client.post(url, body ?? {});
      case 'PUT':
        return client.put(url, body ?? {});
      case 'DELETE':
        return client.del(url);
    }
  };
  try {
    return (await send()).data.data;
  } catch (error) {
    throw failureOf(error);
  }
}
