/** Two content types of the demo's team, opened to customers: repair requests with approval, product registrations without. */

/** @param {string} level */
const field = (level, value = /** @type {string | number | boolean | null} */ (null)) => ({ level, default: value });

const common = { enabled: true, audience: 'everyone', mayEdit: true, mayDraft: true, mayDelete: true, mayComment: true, notify: [] };

/** As *Settings → Customer Portal → Custom Modules* would save them. */
export const modules = [
  {
    ...common,
    contentType: 'api::repair-request.repair-request',
    name: 'Repair requests',
    icon: 'wrench',
    seen: 'customer',
    mayCreate: true,
    approval: true,
    columns: ['title', 'urgency', 'preferredDate'],
    fields: {
      title: field('mandatory'),
      description: field('mandatory'),
      urgency: field('mandatory'),
      preferredDate: field('optional'),
      contactEmail: field('optional'),
      product: field('optional'),
      photos: field('optional'),
      parts: field('optional'),
      place: field('optional'),
      estimate: field('read-only'),
      internalNote: field('hidden'),
    },
  },
  {
    ...common,
    contentType: 'api::product-registration.product-registration',
    name: 'My products',
    icon: 'box',
    seen: 'own',
    mayCreate: true,
    approval: false,
    columns: ['serialNumber', 'model', 'purchasedOn'],
    fields: {
      serialNumber: field('mandatory'),
      model: field('mandatory'),
      purchasedOn: field('mandatory'),
      receipt: field('optional'),
      newsletter: field('optional'),
      warrantyUntil: field('read-only'),
      internalNote: field('hidden'),
    },
  },
];
