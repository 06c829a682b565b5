import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { keepsTrust } from '../../../plugin/rules/keeps-trust';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import type { Question } from '../components/Confirm';
import type { Translate } from '../messages';
import { testStateOf } from './values';

/** Before a connection is switched on that nobody saw working as it is now. */
export function untestedQuestion(t: Translate, connection: ConnectionView): Question | undefined {
  if (testStateOf(connection) === 'passed') return undefined;
  return {
    title: t('connections.untested.title', { name: connection.settings.name }),
    body: [t('connections.untested.what'), t('connections.untested.instead')],
    confirm: t('connections.untested.confirm'),
    variant: 'default',
  };
}

/** Before a connection is switched off that people sign in with. */
export function offQuestion(t: Translate, { settings: { name }, identities }: ConnectionView): Question | undefined {
  if (identities === 0) return undefined;
  return {
    title: t('connections.off.title', { name }),
    body: [t('connections.people', { count: identities }), t('connections.off.what')],
    confirm: t('connections.off.confirm'),
  };
}

/** Before a connection is to another provider, or loses what that proved itself by or spoke for. */
export function otherQuestion(t: Translate, { settings, identities }: ConnectionView, after: ConnectionSettings): Question | undefined {
  if (identities === 0 || keepsTrust(settings, after)) return undefined;
  return {
    title: t('connections.other.title', { name: settings.name }),
    body: [t('connections.people', { count: identities }), t('connections.other.what')],
    confirm: t('connections.other.confirm'),
  };
}

/** Before a connection is deleted, always. */
export const deleteQuestion = (t: Translate, { settings: { name }, identities }: ConnectionView): Question => ({
  title: t('list.delete', { name }),
  body: [t('connections.people', { count: identities }), t('connections.delete.what'), t('connections.delete.instead')],
  confirm: t('connections.delete.confirm'),
});
