/** Pages on which a provider's fields stand, and who gets one. */
import { createHash } from 'node:crypto';
import type { PaymentForm } from '../../../../config/payment-provider';
import type { paymentFormsContract, PaidOnForm } from '../../../../plugin/contract/payment-forms';
import { isOn } from '../../../../plugin/preferences';
import { PAYMENT_FORM_PATH } from '../../../../plugin/plugin-id';
import { moneyText } from '../../../../plugin/rules/money/text';
import { LANGUAGES, type Language } from '../../../../plugin/vocabulary';
import { minorUnitsOf } from '../../documents';
import type { Call, Handlers, Page, Redirect } from '../../kernel/binder';
import { isSteppedUp } from '../../kernel/party';
import { formAssets } from '../../pages';
import { now } from '../../platform/clock';
import { publicFileUrlOf, publicUrlOf } from '../../platform/config';
import { PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import { findLogo, portalBrand, settingsOf } from '../../settings';
import { unsealNext } from '../next';
import { createOwnPayments } from '../own';
import type { MethodRow, PaymentRow } from '../rows';
import { ownPayment } from '../access';
import { paymentsOf } from '../service';
import { formPage } from './page';

type Visit = Pick<Call<(typeof paymentFormsContract)['payment']>, 'prefers' | 'visitor'>;

/** Name of a provider's script: another script has another name, and browsers keep each for good. */
const scriptNameOf = (key: string, { script }: PaymentForm): string =>
  `${key}.${createHash('sha256').update(script).digest('hex').slice(0, 16)}.js`;

export const paymentFormsHandlers = (strapi: Strapi): Handlers<typeof paymentFormsContract> => {
  // Pages are served before there are tables.
  let made: ReturnType<typeof createOwnPayments> | undefined;
  const own = () => (made ??= createOwnPayments(strapi));
  const providers = () => paymentsOf(strapi).providers;

  /** Where it is said what has come of it. @param customer whose it is, for a contact that acts for several */
  async function pageAbout(what: PaidOnForm, id: string, customer?: string): Promise<string> {
    const { portalUrl } = await portalBrand(strapi);
    const path = { payments: `payments/${id}`, links: `link?payment=${id}`, methods: `payment-methods?added=${id}` }[what];
    return `${portalUrl}/${path}${customer === undefined ? '' : `${path.includes('?') ? '&' : '?'}customer=${customer}`}`;
  }

  /** The language that the portal was shown in, then the contact's, then the browser's. */
  async function languageOf(asked: string | null, contacts: Language | null, { prefers }: Visit): Promise<Language> {
    const { defaultLanguage } = await portalBrand(strapi);
    const known = LANGUAGES.find((one) => one === asked) ?? contacts;
    return known ?? prefers(defaultLanguage, ...LANGUAGES.filter((one) => one !== defaultLanguage));
  }

  /** The page; what waits for no form (any more) leads to where that is said. */
  async function show(
    { what, row, paid, customer }: { what: PaidOnForm; row: PaymentRow | MethodRow; paid?: PaymentRow; customer?: string },
    language: Language,
  ): Promise<Page | Redirect> {
    const done = await pageAbout(what, row.documentId, customer);
    const waits = row.state === 'requires-action' || row.state === 'setting-up';
    const step = waits ? unsealNext(strapi, row.next) : null;
    const form = step?.kind === 'embedded' ? (await providers().find(row.provider))?.form : undefined;
    const assets = formAssets(strapi);
    if (step?.kind !== 'embedded' || !form) return { to: done };
    if (!assets) return { status: 503, policy: "default-src 'none'", html: 'The portal has not been built.' };
    const { values } = await settingsOf(strapi).get('general');
    const logo = await findLogo(strapi, values.logoFile);
    const base = publicUrlOf(strapi);
    return formPage({
      language,
      organisation: values.organisationName,
      logo: logo && publicFileUrlOf(strapi, logo.url),
      supportEmail: values.supportEmail || null,
      accent: values.accentColour,
      paid: paid ? { amount: moneyText(minorUnitsOf(paid.amount), paid.currency, language), description: paid.description ?? '' } : null,
      form,
      parameters: step.parameters,
      script: `${base}${PAYMENT_FORM_PATH}/scripts/${scriptNameOf(row.provider, form)}`,
      returnUrl: `${base}${PAYMENT_FORM_PATH}/back/${what}/${row.documentId}`,
      done,
      assets: { script: `${base}${assets.script}`, style: `${base}${assets.style}` },
    });
  }

  /** Whether there are such pages now. Whoever has begun to pay may go on, but for a link's holder, as everywhere. */
  async function isOpen(what: PaidOnForm): Promise<boolean> {
    const preferences = await settingsOf(strapi).preferences();
    const needed = { payments: null, links: 'onlinePayments', methods: 'savePaymentMethods' } as const;
    const key = needed[what];
    return preferences.portalEnabled && (key === null || isOn(preferences, key));
  }

  const asked = (search: string): string | null => new URLSearchParams(search).get('language');

  return {
    async payment({ params, search, ...visit }) {
      const party = (await isOpen('payments')) ? await visit.visitor() : null;
      // There the portal asks who it is, or says what is switched off.
      if (!party) return { to: await pageAbout('payments', params.payment) };
      const row = await own().goOnWith(party, params.payment);
      const language = await languageOf(asked(search), party.contact.language, visit);
      return show({ what: 'payments', row, paid: row, customer: party.customer.documentId }, language);
    },

    async method({ params, search, ...visit }) {
      const party = (await isOpen('methods')) ? await visit.visitor() : null;
      if (!party) return { to: await pageAbout('methods', params.method) };
      const row = await paymentsOf(strapi).methods.goOnWith(party, params.method);
      if (!isSteppedUp(party.session, now(strapi))) return { to: await pageAbout('methods', params.method, party.customer.documentId) };
      const language = await languageOf(asked(search), party.contact.language, visit);
      return show({ what: 'methods', row, customer: party.customer.documentId }, language);
    },

    async linked({ params, form, holder, ...visit }) {
      const party = (await isOpen('links')) ? await holder('document', form.get('link') ?? '') : null;
      if (!party) return { to: await pageAbout('links', params.payment) };
      const row = await paymentsOf(strapi).asking.refresh(await ownPayment(strapi, party, params.payment));
      return show({ what: 'links', row, paid: row }, await languageOf(form.get('language'), null, visit));
    },

    reopened: async ({ params }) => ({ to: await pageAbout('links', params.payment) }),

    back: async ({ params }) => ({ to: await pageAbout(params.what, params.id) }),

    async script({ params }) {
      const key = params.file.slice(0, params.file.indexOf('.'));
      const form = (
        await providers()
          .find(key)
          .catch(() => null)
      )?.form;
      if (!form || scriptNameOf(key, form) !== params.file) throw new PortalError('not-found');
      const bytes = Buffer.from(form.script);
      return { open: () => bytes, name: params.file, mime: 'text/javascript; charset=utf-8', size: bytes.length };
    },
  };
};
