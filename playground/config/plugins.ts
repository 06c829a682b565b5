import fs from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/strapi';

/**
 * The folder of the plugin: the nearest one above this file that holds its package.json. This file
 * runs from `config/` while the admin is built and from `dist/config/` while Strapi runs, and a
 * local plugin must be given as an absolute path. A project that installed the plugin from the
 * registry needs no `resolve` at all.
 */
function pluginFolder(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (!fs.existsSync(file)) continue;
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as { name?: string };
    if (manifest.name === 'strapi-plugin-customer-portal') return folder;
  }
  throw new Error('The playground must lie inside the repository of strapi-plugin-customer-portal.');
}

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  'customer-portal': {
    enabled: env.bool('CUSTOMER_PORTAL_ENABLED', true),
    resolve: pluginFolder(),
    config: {
      // The playground's custom tabs are on localhost, and so is the identity provider of its browser
      // tests. Leave this out in a real project.
      customTabs: { allowPrivateAddresses: true },
      federation: { allowPrivateAddresses: true },
      // The demo's text messages stand in its inbox.
      ...(env('SMS_PROVIDER') && { sms: { provider: env('SMS_PROVIDER') } }),
      // The demo starts a payment sandbox beside Strapi, and says where: no money moves there.
      ...(env('PAYMENT_SANDBOX_URL') &&
        env('PAYMENT_SANDBOX_SECRET') && {
          payments: {
            providers: {
              sandbox: {
                provider: 'sandbox',
                providerOptions: { url: env('PAYMENT_SANDBOX_URL'), secret: env('PAYMENT_SANDBOX_SECRET') },
              },
              // For browser tests, which stand in for Stripe. In one currency, so that it is in no other test's way.
              ...(env('STRIPE_API_URL') && {
                stripe: {
                  provider: 'stripe',
                  currencies: ['SEK'],
                  providerOptions: {
                    checkout: 'embedded',
                    secretKey: 'sk_test_fake',
                    publishableKey: 'pk_test_fake',
                    webhookSecret: 'whsec_fake',
                    apiUrl: env('STRIPE_API_URL'),
                  },
                },
              }),
            },
          },
        }),
    },
  },
  // For tests, which ask GraphQL what they ask the REST API. The demo goes without.
  ...(env.bool('GRAPHQL_ENABLED', false) && {
    graphql: { enabled: true, resolve: '@strapi/plugin-graphql/package.json', config: { defaultLimit: 25, maxLimit: 100, depthLimit: 10 } },
  }),
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
  email: {
    config: {
      provider: 'nodemailer',
      providerOptions: {
        host: env('SMTP_HOST', 'localhost'),
        port: env.int('SMTP_PORT', 1025),
        ignoreTLS: true,
      },
      settings: {
        defaultFrom: env('MAIL_FROM', 'Halden & Marsh <portal@haldenmarsh.example>'),
        defaultReplyTo: env('MAIL_FROM', 'Halden & Marsh <portal@haldenmarsh.example>'),
      },
    },
  },
});

export default config;
