import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error';

/** Only what may go away by itself is tried again: no answer at all, or a server in trouble. */
const mayPass = (error: unknown): boolean => error instanceof ApiError && (error.code === 'network' || error.status >= 500);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => failures < 1 && mayPass(error),
      // A refetch behind somebody's back could open the sign-in dialog while they type.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
