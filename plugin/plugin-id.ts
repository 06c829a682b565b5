/** The id under which Strapi knows the plugin: its config key, its uid prefix, its URL segment. */
export const PLUGIN_ID = 'customer-portal';

/** Prefix of every content type and policy uid of the plugin. */
export const PLUGIN_UID = `plugin::${PLUGIN_ID}` as const;

/** First path segment of the portal's pages: `<public url>/portal/<name>`. */
export const PORTAL_PATH = '/portal';

/** Where the portal's scripts, styles and fonts are served. Independent of the portal's name, so
 *  that a renamed portal does not break pages that are open. */
export const ASSETS_PATH = '/portal-assets';

/** Custom header that every unsafe customer request carries: a cross-site form cannot set it. */
export const CSRF_HEADER = 'x-customer-portal';

/** Header that brings a solved proof of work: base64 of a `ProofSolution` (plugin/contract/proof.ts) in JSON. */
export const PROOF_HEADER = 'x-customer-portal-proof';

/** Header that names a request, so that it has one effect and one answer however often it is sent. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** Header that brings the token of a link to one document. */
export const LINK_HEADER = 'x-customer-portal-link';

/** Where mails lead that their reader wants no more of: `/portal-mail/<token>`, whatever the portal is called by then. */
export const UNSUBSCRIBE_PATH = '/portal-mail';

/** Pages on which a payment provider's fields stand. Independent of the portal's name: somebody may be about to pay. */
export const PAYMENT_FORM_PATH = '/portal-payment';

/** Where identity providers send a browser back to: `/portal-sign-in/<connection>/…`. Independent of
 *  the portal's name, so that a renamed portal needs no change at the provider. */
export const SIGN_IN_PATH = '/portal-sign-in';
