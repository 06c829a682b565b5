import type { StrapiApp } from '@strapi/admin/strapi-admin';
import type { PanelComponent, BulkActionComponent } from '@strapi/content-manager/strapi-admin';
import { createElement, type ComponentType } from 'react';
import { PLUGIN_ID } from '../../plugin/plugin-id';
import { SECTIONS, type FormSection, type SectionId } from '../../plugin/preferences';
import { WaitingNotice } from './approvals/list-notice';
import { ApprovalsIcon } from './approvals/MenuIcon';
import { ApprovalPanel } from './approvals/panel';
import { APPROVALS_LINK } from './approvals/paths';
import { Star, User } from '@strapi/icons';
import { protect } from './components/protect';
import { CUSTOMERS_LINK } from './customers/filter';
import { ConversationPanel } from './conversations/panel';
import { AnswerPanel } from './documents/answer-panel';
import { CUSTOM_FIELDS, withMoney } from './documents/custom-fields';
import { DocumentFilesPanel } from './documents/files/panel';
import { DocumentPanel } from './documents/panel';
import { PaymentsPanel } from './documents/paying/panel';
import { PAYMENTS_LINK } from './payments/filter';
import { PaymentsIcon } from './payments/MenuIcon';
import { ResendLinkAction } from './people/bulk-action';
import { PortalPanel } from './people/panel';
import { RolesPanel } from './people/roles-panel';
import { IssueAndSendAction, SendAction } from './sending/bulk-action';
import { SendingPanel } from './sending/panel';
import { SharedFilesPanel } from './sharing/panel';
import { REVIEWS_LINK } from './reviews/filter';
import { NEEDS, TO_READ, type needs } from './permissions';

interface ContentManagerApis {
  addEditViewSidePanel(panels: PanelComponent[]): void;
  addBulkAction(actions: BulkActionComponent[]): void;
}

/** The text itself stands in the message files; Strapi insists on a default. */
const label = (id: string): { id: string; defaultMessage: string } => ({
  id: `${PLUGIN_ID}.${id}`,
  defaultMessage: id,
});

type LoadPage = () => Promise<{ default: ComponentType }>;

const guarded =
  (permissions: ReturnType<typeof needs>, load: LoadPage): LoadPage =>
  async () => ({ default: protect(permissions, (await load()).default) });

const loadScreen = () => import('./settings/SectionScreen');

/**
 * The page of a section that has none of its own: every group of it, every entry with the control of its shape.
 * Nothing is taken apart right behind `await import`: the panel's build (Vite) then takes it off the wrong module.
 */
const pageOf =
  (section: FormSection): LoadPage =>
  async () => {
    const screen = await loadScreen();
    return { default: () => createElement(screen.SectionScreen, { section }) };
  };

/** Pages that are more than the groups of their section. */
const PAGES: Record<Exclude<SectionId, FormSection>, LoadPage> & Partial<Record<FormSection, LoadPage>> = {
  general: () => import('./general/GeneralPage'),
  login: () => import('./login/LoginPage'),
  tabs: () => import('./tabs/TabsPage'),
  documents: () => import('./documents/rates/DocumentsPage'),
  payments: () => import('./payments/PaymentSettingsPage'),
  'customer-fields': () => import('./fields/FieldsPage'),
  modules: () => import('./modules/ModulesPage'),
};

/** What the plugin adds to Strapi's admin panel. Screens are loaded when they are opened. */
export default {
  register(app: StrapiApp): void {
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
    app.customFields.register(CUSTOM_FIELDS);
    app.addMenuLink({
      to: CUSTOMERS_LINK,
      icon: User,
      intlLabel: label('customers.menu'),
      permissions: NEEDS.peopleRead,
      Component: guarded(NEEDS.peopleRead, () => import('./customers/CustomersPage')),
    });
    app.addMenuLink({
      to: APPROVALS_LINK,
      icon: ApprovalsIcon,
      intlLabel: label('approvals.menu'),
      permissions: NEEDS.approvalsRead,
      Component: guarded(NEEDS.approvalsRead, () => import('./approvals/ApprovalsPage')),
    });
    app.addMenuLink({
      to: PAYMENTS_LINK,
      icon: PaymentsIcon,
      intlLabel: label('payments.title'),
      permissions: NEEDS.paymentsRead,
      Component: guarded(NEEDS.paymentsRead, () => import('./payments/PaymentsPage')),
    });
    app.addMenuLink({
      to: REVIEWS_LINK,
      icon: Star,
      intlLabel: label('reviews.title'),
      permissions: NEEDS.reviewsRead,
      Component: guarded(NEEDS.reviewsRead, () => import('./reviews/ReviewsPage')),
    });
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: label('section') }, [
      ...SECTIONS.map((section) => ({
        id: `${PLUGIN_ID}-${section.id}`,
        to: `${PLUGIN_ID}/${'path' in section ? section.path : section.id}`,
        intlLabel: label(`section.${section.id}.title`),
        permissions: TO_READ[section.id],
        Component: guarded(TO_READ[section.id], PAGES[section.id] ?? pageOf(section.id as FormSection)),
      })),
      {
        id: `${PLUGIN_ID}-outbox`,
        to: `${PLUGIN_ID}/outbox`,
        intlLabel: label('outbox.title'),
        permissions: NEEDS.outboxRead,
        Component: guarded(NEEDS.outboxRead, () => import('./outbox/OutboxPage')),
      },
      {
        id: `${PLUGIN_ID}-activity`,
        to: `${PLUGIN_ID}/activity`,
        intlLabel: label('activity.title'),
        permissions: NEEDS.activityRead,
        Component: guarded(NEEDS.activityRead, () => import('./activity/ActivityPage')),
      },
    ]);
  },

  bootstrap(app: Pick<StrapiApp, 'getPlugin' | 'registerHook'>): void {
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', withMoney);
    const contentManager = app.getPlugin('content-manager');
    const apis = contentManager.apis as unknown as ContentManagerApis;
    apis.addEditViewSidePanel([
      PortalPanel,
      RolesPanel,
      ApprovalPanel,
      DocumentPanel,
      PaymentsPanel,
      AnswerPanel,
      SendingPanel,
      DocumentFilesPanel,
      ConversationPanel,
      SharedFilesPanel,
    ]);
    apis.addBulkAction([ResendLinkAction, IssueAndSendAction, SendAction]);
    contentManager.injectComponent('listView', 'actions', { name: `${PLUGIN_ID}-waiting`, Component: WaitingNotice });
  },

  /** Messages per language; a language without a file falls back to English. */
  async registerTrads({ locales }: { locales: string[] }): Promise<{ data: Record<string, string>; locale: string }[]> {
    return Promise.all(
      locales.map(async (locale) => {
        try {
          const { default: messages } = (await import(`./translations/${locale}.json`)) as {
            default: Record<string, string>;
          };
          const entries = Object.entries(messages).map(([id, text]) => [`${PLUGIN_ID}.${id}`, text]);
          return { data: Object.fromEntries(entries) as Record<string, string>, locale };
        } catch {
          return { data: {}, locale };
        }
      }),
    );
  },
};
