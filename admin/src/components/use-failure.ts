import { useNotification } from '@strapi/admin/strapi-admin';
import { useCallback } from 'react';
import type { ApiFailure } from '../api/failure';
import { useMessages, type MessageId, type Translate } from '../messages';

const MESSAGES: Partial<Record<ApiFailure['code'], MessageId>> = {
  'invalid-request': 'error.invalid-request',
  'not-allowed': 'error.not-allowed',
  'not-found': 'error.not-found',
  'email-missing': 'error.email-missing',
  'too-many-requests': 'error.too-many-requests',
  conflict: 'error.conflict',
  'lock-out': 'error.lock-out',
  'no-room': 'error.no-room',
  'pdf-failed': 'error.pdf-failed',
  'payment-pending': 'error.payment-pending',
  'amount-changed': 'error.amount-changed',
  'provider-unreachable': 'error.provider-unreachable',
  unreachable: 'error.unreachable',
};

/** A failure in words an editor can act on. */
export const failureText = (t: Translate, failure: ApiFailure): string => t(MESSAGES[failure.code] ?? 'error.unknown');

/** Returns a function that tells of a failure in a notification. */
export function useTellFailure(): (failure: ApiFailure) => void {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  return useCallback((failure) => toggleNotification({ type: 'danger', message: failureText(t, failure) }), [t, toggleNotification]);
}
