/**
 * What this team wants to know of its customers beyond what the plugin brings. The portal shows the
 * fields by itself; editors choose their levels under Settings → Customer Portal → Customer Fields.
 */
const OWN_CUSTOMER_FIELDS = {
  industry: {
    type: 'enumeration',
    enum: ['construction', 'education', 'food', 'health', 'logistics', 'manufacturing', 'retail', 'services'],
  },
  preferredContactTime: { type: 'time' },
  newsletter: { type: 'boolean', default: false },
  deliveryNotes: { type: 'text', maxLength: 500 },
  foundedOn: { type: 'date' },
  employees: { type: 'integer', min: 1, max: 1_000_000 },
} as const;

interface ExtendablePlugin {
  contentTypes: Record<string, { schema: { attributes: Record<string, unknown> } } | undefined>;
}

/** Strapi calls this with the plugin before it registers it. */
export default <P extends ExtendablePlugin>(plugin: P): P => {
  const customer = plugin.contentTypes['customer'];
  if (!customer) throw new Error('The customer portal has no content type "customer".');
  Object.assign(customer.schema.attributes, OWN_CUSTOMER_FIELDS);
  return plugin;
};
