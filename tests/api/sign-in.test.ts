import { Browser, signIn } from '../support/client';
import { createContact, createCustomer, createPair, TEST_PASSWORD } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('signing in with email and password', () => {
  it('opens a session for the contact and its customer, and only for them', async () => {
    const one = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
    const other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
    const browser = await signIn(app, one.contact);
    const response = await browser.get('/session');
    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({
      contact: { email: one.contact.email },
      customer: { id: one.customer.documentId, name: 'Alder Ltd', kind: 'customer' },
      customers: [{ id: one.customer.documentId }],
    });
    expect(JSON.stringify(response.body)).not.toContain(other.customer.documentId);
  });
});
