import type { TestApp } from './strapi';

/** Forgets every counter of tries, as if the window were over. */
export async function resetLimits(app: TestApp): Promise<void> {
  const schema = app.strapi.db.getSchemaConnection();
  if (await schema.hasTable('customer_portal_limits')) await app.strapi.db.getConnection('customer_portal_limits').delete();
}
