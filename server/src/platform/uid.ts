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
  factor: `${PLUGIN_UID}.factor`,
  recoveryCode: `${PLUGIN_UID}.recovery-code`,
  rememberedBrowser: `${PLUGIN_UID}.remembered-browser`,
  challenge: `${PLUGIN_UID}.challenge`,
  signUp: `${PLUGIN_UID}.sign-up`,
  activity: `${PLUGIN_UID}.activity`,
  connection: `${PLUGIN_UID}.connection`,
  identity: `${PLUGIN_UID}.identity`,
  loginFlow: `${PLUGIN_UID}.login-flow`,
  pendingIdentity: `${PLUGIN_UID}.pending-identity`,
  assertion: `${PLUGIN_UID}.assertion`,
  module: `${PLUGIN_UID}.module`,
  record: `${PLUGIN_UID}.record`,
  recordEvent: `${PLUGIN_UID}.record-event`,
  recordFile: `${PLUGIN_UID}.record-file`,
  job: `${PLUGIN_UID}.job`,
} as const;
