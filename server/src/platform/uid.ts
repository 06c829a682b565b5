import { PLUGIN_UID } from '../../../plugin/plugin-id';

/** Uids of the plugin's content types. */
export const UID = {
  setting: `${PLUGIN_UID}.setting`,
  customTab: `${PLUGIN_UID}.custom-tab`,
  customer: `${PLUGIN_UID}.customer`,
  contact: `${PLUGIN_UID}.contact`,
  membership: `${PLUGIN_UID}.membership`,
  credential: `${PLUGIN_UID}.credential`,
  session: `${PLUGIN_UID}.session`,
  oneTimeToken: `${PLUGIN_UID}.one-time-token`,
  job: `${PLUGIN_UID}.job`,
} as const;
