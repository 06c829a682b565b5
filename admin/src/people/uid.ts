import { PLUGIN_UID } from '../../../plugin/plugin-id';

/** The content type whose entries get the portal's panel and bulk action. */
export const CUSTOMER_UID = `${PLUGIN_UID}.customer`;

/** That a contact acts for a customer, and as what. */
export const MEMBERSHIP_UID = `${PLUGIN_UID}.membership`;

/** The content type of the people who sign in. */
export const CONTACT_UID = `${PLUGIN_UID}.contact`;
