import { getFetchClient } from '@strapi/admin/strapi-admin';
import { CUSTOMER_UID } from '../people/uid';
import { queryString } from './client';
import { failureOf } from './failure';

/** A customer, as far as it is needed to pick one. */
export interface CustomerName {
  id: string;
  name: string;
}

interface Found {
  results: { documentId: string; name: string | null }[];
}

/** Customers that match a search, by the Content Manager's own list, so that its permissions hold. */
export async function searchCustomers(search: string): Promise<CustomerName[]> {
  const query = queryString({ page: '1', pageSize: '10', sort: 'name:ASC', _q: search.trim() });
  try {
    const { data } = await getFetchClient().get<Found>(`/content-manager/collection-types/${CUSTOMER_UID}${query}`);
    return data.results.map(({ documentId, name }) => ({ id: documentId, name: name ?? '' }));
  } catch (error) {
    throw failureOf(error);
  }
}
