/** Documents that are sent at once, at most. */
export const BULK_SEND_MAX = 500;

/** Files of a document at most. */
export const ATTACHMENTS_MAX = 20;
