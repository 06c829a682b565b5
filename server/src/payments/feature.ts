import type { Feature } from '../kernel/feature';
import { platformOf } from '../platform';
import { configOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { editorPaymentsHandlers } from './admin';
import { bankStatementsHandlers } from './bank-statements';
import {
  invoiceReminderType,
  paymentAccountType,
  paymentEventType,
  paymentLockType,
  paymentMethodType,
  paymentPartType,
  paymentProofType,
  paymentRefundType,
  paymentType,
} from './content-types';
import { paymentFormsHandlers } from './forms';
import de from './mails/de.json';
import en from './mails/en.json';
import {
  linkPaymentProofsHandlers,
  linkPaymentsHandlers,
  paymentMethodsHandlers,
  paymentProofsHandlers,
  paymentsHandlers,
  paymentWebhooksHandlers,
} from './portal';
import { refuseInProduction } from './providers/sandbox';
import { paymentProvidersHandlers } from './providers-admin';
import { createPayments, paymentsOf } from './service';
import { settleJob } from './settle-job';

/** How often providers are asked about what is due to be asked about, and how often all figures are added up again. */
const ASK_SECONDS = 30;
const CHECK_SECONDS = 24 * 3600;
/** How often it is asked whether the day's reminders are due. */
const REMIND_SECONDS = 1800;

export const payments = {
  contentTypes: [
    paymentType,
    paymentPartType,
    paymentEventType,
    paymentProofType,
    paymentRefundType,
    paymentMethodType,
    paymentAccountType,
    invoiceReminderType,
  ],
  liveTables: [paymentLockType],
  services: { payments: createPayments },
  mails: { en, de },
  jobs: [settleJob],
  customers: {
    payments: paymentsHandlers,
    'payment-methods': paymentMethodsHandlers,
    'payment-webhooks': paymentWebhooksHandlers,
    'link-payments': linkPaymentsHandlers,
    'payment-proofs': paymentProofsHandlers,
    'link-payment-proofs': linkPaymentProofsHandlers,
  },
  editors: {
    'editor-payments': editorPaymentsHandlers,
    'payment-providers': paymentProvidersHandlers,
    'bank-statements': bankStatementsHandlers,
  },
  pages: { 'payment-forms': paymentFormsHandlers },
  cleanUp: async (strapi: Strapi) => {
    await paymentsOf(strapi).reminders.forget();
    await paymentsOf(strapi).webhooks.forget();
    await paymentsOf(strapi).proofs.cleanUp();
  },
  ports: (strapi: Strapi) => ({
    verifiers: { payment: (delivery, params) => paymentsOf(strapi).webhooks.isSigned(params.provider ?? '', delivery) },
  }),
  start: async (strapi: Strapi) => {
    for (const { provider, providerOptions } of Object.values(configOf(strapi).payments.providers))
      if (provider === 'sandbox') refuseInProduction(providerOptions, strapi.config.get('environment'));
    const { jobs } = platformOf(strapi);
    await jobs.every('ask-payments', ASK_SECONDS, () => paymentsOf(strapi).askDue());
    await jobs.every('remind-payers', REMIND_SECONDS, () => paymentsOf(strapi).reminders.daily());
    await jobs.every('check-balances', CHECK_SECONDS, async () => {
      for (const { what, id, kept, follows } of await paymentsOf(strapi).check())
        strapi.log.error(`customer-portal: the ${what} of ${id} is ${kept}, and its rows come to ${follows}`);
    });
  },
} satisfies Feature;
