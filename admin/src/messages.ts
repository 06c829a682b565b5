import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import { PLUGIN_ID } from '../../plugin/plugin-id';
import type german from './translations/de.json';
import type english from './translations/en.json';

/** Ids of the message files, without the plugin's prefix. */
export type MessageId = keyof typeof english;

/** Both files hold the same messages: this does not compile where one lacks some. */
type Same<A, B extends A> = B;
export type Complete = [Same<MessageId, keyof typeof german>, Same<keyof typeof german, MessageId>];

export type Translate = (id: MessageId, values?: Record<string, PrimitiveType>) => string;

/** Looks up messages of this plugin in the editor's language (Strapi falls back to English). */
export function useMessages(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id: `${PLUGIN_ID}.${id}`, defaultMessage: id }, values), [intl]);
}
