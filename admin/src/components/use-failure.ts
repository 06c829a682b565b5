import { useNotification } from '@strapi/admin/strapi-admin';
import { useCallback } from 'react';
import type { FieldError } from '../../../plugin/contract/errors';
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

/** Codes of field errors that have words of their own. */
const FIELD_MESSAGES: Record<string, MessageId> = {
  'portal-name-too-short': 'portal-name.too-short',
  'portal-name-too-long': 'portal-name.too-long',
  'portal-name-characters': 'portal-name.characters',
  'portal-name-reserved': 'portal-name.reserved',
  'not-a-url': 'tab-url.not-a-url',
  'not-https': 'tab-url.not-https',
  'has-credentials': 'tab-url.has-credentials',
  'own-origin': 'tab-url.own-origin',
  'no-such-file': 'error.field.no-such-file',
  'connection-untested': 'error.field.connection-untested',
  'no-such-customer': 'error.field.no-such-customer',
  'level-not-possible': 'error.field.level-not-possible',
  'too-many-tabs': 'error.field.too-many-tabs',
  'invalid-format': 'error.field.invalid-format',
  'not-an-email': 'error.field.not-an-email',
  'too-small': 'error.field.too-small',
  'too-big': 'error.field.too-big',
};

/** A field's error in words; the server's own English ones where there are no others. */
export function fieldErrorText(t: Translate, error: FieldError): string {
  const id = FIELD_MESSAGES[error.code.replace(/^tab-url-/u, '')] ?? FIELD_MESSAGES[error.code];
  if (id) return t(id);
  return t('error.field.other', { message: error.message });
}
