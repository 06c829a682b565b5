import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import { PLUGIN_ID } from '../../plugin/plugin-id';

type English = typeof import('./translations/en.json');
type German = typeof import('./translations/de.json');

/** Ids of the message files, without the plugin's prefix. */
export type MessageId = keyof English;

/** Both files hold the same messages: this does not compile where one lacks some. */
type Same<A, B extends A> = B;
export type Complete = [Same<MessageId, keyof German>, Same<keyof German, MessageId>];

export type Translate = (id: MessageId, values?: Record<string, PrimitiveType>) => string;

/** Looks up messages of this plugin in the editor's language (Strapi falls back to English). */
export function useMessages(): Translate {
  const { formatMessage } = useIntl();
  return useCallback(
    (id, values) => formatMessage({ id: `${PLUGIN_ID}.${id}`, defaultMessage: id }, values),
    [formatMessage],
  );
}
