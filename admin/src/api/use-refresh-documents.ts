import { adminApi } from '@strapi/admin/strapi-admin';
import { useCallback } from 'react';

/** Asks nothing and answers nothing: it is here for what it makes old. */
const api = adminApi.enhanceEndpoints({ addTagTypes: ['Document'] }).injectEndpoints({
  endpoints: (build) => ({
    customerPortalPublished: build.mutation<null, { uid: string; document: string | null }>({
      queryFn: () => ({ data: null }),
      // As the Content Manager's own actions name what they change.
      invalidatesTags: (_result, _error, { uid, document }) => [
        { type: 'Document', id: `${uid}_LIST` },
        ...(document === null ? [] : [{ type: 'Document' as const, id: `${uid}_${document}` }]),
      ],
    }),
  }),
});

/**
 * Has the Content Manager load a document again that an approval changed: what it keeps for a while
 * would show the old values, and saving those would undo the approval.
 */
export function useRefreshDocuments(): (uid: string, document: string | null) => void {
  const [refresh] = api.useCustomerPortalPublishedMutation();
  return useCallback((uid, document) => void refresh({ uid, document }), [refresh]);
}
