/**
 * A team's own route for its customers. Strapi's own strategies stay out of it (`auth: false`); the
 * plugin's policy lets a request through only while a customer's contact is signed in.
 */
export default {
  type: 'content-api',
  routes: [
    {
      method: 'GET',
      path: '/notices',
      handler: 'api::notice.notice.find',
      config: { auth: false, policies: ['plugin::customer-portal.signed-in'] },
    },
  ],
};
