import config from '../../config';
import { customerContract, customerEndpoints, editorContract, editorEndpoints, pageContract } from '../../plugin/contract';
import type { securityContract } from '../../plugin/contract/customer/security';
import type { sessionContract } from '../../plugin/contract/customer/session';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { PERMISSIONS } from '../../plugin/permissions';
import { PLUGIN_ID } from '../../plugin/plugin-id';
import { activityHandlers, activityOf, activityType, createActivity } from './activity';
import { settingsHandlers } from './admin-settings';
import { createAttempts } from './attempts';
import {
  contactType,
  createPeople,
  customerType,
  labelUnlabelled,
  membershipHandlers,
  membershipType,
  peopleHandlers,
  peopleOf,
  profileHandlers,
  noteInvitedBefore,
  respellAddresses,
  subscribeLifecycles,
  withholdDefaultGrants,
} from './customers';
import { createEmailLinks, emailLinksOf, oneTimeTokenType, signInLinkHandlers } from './email-links';
import { challengeHandlers, createFactorService, factorsOf, factorType, passkeySignInHandlers, recoveryCodeType } from './factors';
import {
  assertionType,
  connectionHandlers,
  connectionsHandlers,
  connectionType,
  createFederation,
  federationOf,
  identityType,
  linkedSecurityHandlers,
  loginFlowType,
  pendingIdentityType,
  providersHandlers,
  signOutHandlers,
} from './federation';
import {
  approvalsHandlers,
  createModules,
  modulesHandlers,
  modulesOf,
  moduleSettingsHandlers,
  moduleType,
  publishedFileType,
  recordEventType,
  recordFilesHandlers,
  recordFileType,
  recordsHandlers,
  recordType,
} from './modules';
import { integration, policies, registerAuthStrategy, stayOutOfGraphql } from './integration';
import { providePorts } from './kernel/access/ports';
import { bind, routeOf, type CustomerHandlers } from './kernel/binder';
import { ADMIN_BASE, apiBaseOf, createEdge, watch } from './kernel/edge';
import { openApiDocument } from './kernel/openapi';
import { registerScopes, serve } from './kernel/serve';
import { pagesHandlers } from './pages';
import {
  createPassword,
  credentialType,
  invitationHandlers,
  passwordHandlers,
  passwordOf,
  passwordSignInHandlers,
  prepareDummyHash,
} from './password';
import { createPlatform, platformOf } from './platform';
import { now, plusSeconds } from './platform/clock';
import { cookiesCanBeSecure, publicUrlOf, requirePublicUrl } from './platform/config';
import { registerLiveTables } from './platform/content-type';
import { allowWebhooks } from './platform/events';
import { jobType } from './platform/jobs';
import { removeExpiredLimits } from './platform/limits';
import { guardContentManager, guardOwnWrites } from './platform/own-writes';
import type { Strapi } from './platform/strapi';
import { portalHandlers } from './portal-info';
import { createSecurity, securityHandlers } from './security';
import { challengeType, createSessions, owesFactor, rememberedBrowserType, sessionHandlers, sessionsOf, sessionType } from './sessions';
import { createSettings, settingsOf, settingType } from './settings';
import { createSignUp, signUpHandlers, signUpOf, signUpType } from './sign-up';
import { createTabs, customTabsHandlers, customTabType, tabsHandlers } from './tabs';

type Handlers = Record<string, (call: never) => Promise<unknown>>;
interface Resource {
  contract: Record<string, Endpoint>;
  handlers: (strapi: Strapi) => Handlers;
}

/** Which handlers answer which endpoints; a resource of the contract without an entry does not compile. */
const customerResources: Record<keyof typeof customerContract, (strapi: Strapi) => Handlers> = {
  portal: portalHandlers,
  session: (strapi): CustomerHandlers<typeof sessionContract> => ({
    ...sessionHandlers(strapi),
    ...passwordSignInHandlers(strapi),
    ...passkeySignInHandlers(strapi),
    ...signInLinkHandlers(strapi),
    ...signOutHandlers(strapi),
  }),
  challenge: challengeHandlers,
  security: (strapi): CustomerHandlers<typeof securityContract> => ({ ...securityHandlers(strapi), ...linkedSecurityHandlers(strapi) }),
  'sign-up': signUpHandlers,
  connection: connectionHandlers,
  password: passwordHandlers,
  invitation: invitationHandlers,
  tabs: tabsHandlers,
  profile: profileHandlers,
  modules: modulesHandlers,
  records: recordsHandlers,
  'record-files': recordFilesHandlers,
  openapi: (strapi) => {
    const cookie = `${cookiesCanBeSecure(strapi) ? '__Host-' : ''}customer-portal-session`;
    const document = openApiDocument({ url: `${publicUrlOf(strapi)}${apiBaseOf(strapi)}`, cookie });
    return { find: async () => document };
  },
};

const editorResources: Record<keyof typeof editorContract, (strapi: Strapi) => Handlers> = {
  settings: settingsHandlers,
  connections: connectionsHandlers,
  'custom-tabs': customTabsHandlers,
  people: peopleHandlers,
  memberships: membershipHandlers,
  'module-settings': moduleSettingsHandlers,
  approvals: approvalsHandlers,
  activity: activityHandlers,
};

const pageResources: Record<keyof typeof pageContract, (strapi: Strapi) => Handlers> = {
  pages: pagesHandlers,
  providers: providersHandlers,
};

/** Strapi controllers of a set of resources. */
function controllersOf(resources: Record<string, Resource>) {
  return Object.fromEntries(
    Object.entries(resources).map(([name, { contract, handlers }]) => [
      name,
      ({ strapi }: { strapi: Strapi }) => {
        const implemented = handlers(strapi);
        return Object.fromEntries(
          Object.entries(contract).map(([action, endpoint]) => [action, bind(strapi, endpoint, implemented[action] as never)]),
        );
      },
    ]),
  );
}

const pair = (contracts: Record<string, Record<string, Endpoint>>, handlers: Record<string, (strapi: Strapi) => Handlers>) =>
  Object.fromEntries(Object.entries(contracts).map(([name, contract]) => [name, { contract, handlers: handlers[name] }])) as Record<
    string,
    Resource
  >;

interface PermissionService {
  actionProvider: { registerMany(actions: Record<string, string>[]): Promise<void> };
}

/** Makes the permissions known to Strapi's role screen. */
async function registerPermissions(strapi: Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
  await actionProvider.registerMany(PERMISSIONS.map((action) => ({ ...action, section: 'plugins', pluginName: PLUGIN_ID })));
}

const HOUR = 3600;
const KEEP_JOBS_SECONDS = 7 * 24 * HOUR;

async function cleanUp(strapi: Strapi): Promise<void> {
  const expiring = [sessionsOf, emailLinksOf, signUpOf, factorsOf, passwordOf, federationOf];
  for (const serviceOf of expiring) await serviceOf(strapi).cleanUp();
  await labelUnlabelled(strapi);
  await activityOf(strapi).removeOld();
  await modulesOf(strapi).upkeep.cleanUp();
  await removeExpiredLimits(strapi, now(strapi));
  await platformOf(strapi).jobs.removeEnded(plusSeconds(now(strapi), -KEEP_JOBS_SECONDS));
}

/** What does not outlive an export, an import or a transfer. */
const LIVE = [
  sessionType,
  oneTimeTokenType,
  challengeType,
  rememberedBrowserType,
  signUpType,
  loginFlowType,
  pendingIdentityType,
  assertionType,
  jobType,
];

/** Instances whose job queue runs. */
const started = new WeakSet<Strapi>();

export default {
  config,
  contentTypes: {
    setting: settingType,
    'custom-tab': customTabType,
    customer: customerType,
    contact: contactType,
    membership: membershipType,
    credential: credentialType,
    factor: factorType,
    'recovery-code': recoveryCodeType,
    connection: connectionType,
    identity: identityType,
    activity: activityType,
    module: moduleType,
    record: recordType,
    'record-event': recordEventType,
    'record-file': recordFileType,
    'published-file': publishedFileType,
  },
  services: {
    platform: ({ strapi }: { strapi: Strapi }) => createPlatform(strapi),
    settings: ({ strapi }: { strapi: Strapi }) => createSettings(strapi),
    activity: ({ strapi }: { strapi: Strapi }) => createActivity(strapi),
    attempts: ({ strapi }: { strapi: Strapi }) => createAttempts(strapi),
    sessions: ({ strapi }: { strapi: Strapi }) => createSessions(strapi),
    factors: ({ strapi }: { strapi: Strapi }) => createFactorService(strapi),
    'email-links': ({ strapi }: { strapi: Strapi }) => createEmailLinks(strapi),
    password: ({ strapi }: { strapi: Strapi }) => createPassword(strapi),
    security: ({ strapi }: { strapi: Strapi }) => createSecurity(strapi),
    'sign-up': ({ strapi }: { strapi: Strapi }) => createSignUp(strapi),
    federation: ({ strapi }: { strapi: Strapi }) => createFederation(strapi),
    people: ({ strapi }: { strapi: Strapi }) => createPeople(strapi),
    tabs: ({ strapi }: { strapi: Strapi }) => createTabs(strapi),
    modules: ({ strapi }: { strapi: Strapi }) => createModules(strapi),
    portal: ({ strapi }: { strapi: Strapi }) => integration(strapi),
  },
  controllers: {
    ...controllersOf(pair(customerContract, customerResources)),
    ...controllersOf(pair(editorContract, editorResources)),
  },
  routes: {
    'content-api': { type: 'content-api', routes: customerEndpoints().map(routeOf) },
    admin: { type: 'admin', routes: editorEndpoints().map(routeOf) },
  },
  policies,

  register({ strapi }: { strapi: Strapi }): void {
    registerLiveTables(strapi, LIVE);
    providePorts(strapi, {
      identify: (ctx) => sessionsOf(strapi).identify(ctx),
      pendingSignIn: (ctx) => sessionsOf(strapi).challenges.identify(ctx),
      owesFactor: ({ session }, preferences) => owesFactor(session, preferences),
      preferences: () => settingsOf(strapi).preferences(),
    });
    watch(strapi, apiBaseOf(strapi), customerEndpoints());
    watch(strapi, ADMIN_BASE, editorEndpoints());
    registerScopes(strapi, customerEndpoints());
    strapi.server.use(createEdge(strapi));
    registerAuthStrategy(strapi);
    stayOutOfGraphql(strapi);
    serve(strapi, 'root', pageContract, pageResources);
    guardContentManager(strapi);
    allowWebhooks(strapi);
  },

  async bootstrap({ strapi }: { strapi: Strapi }): Promise<void> {
    requirePublicUrl(strapi);
    await registerPermissions(strapi);
    guardOwnWrites(strapi);
    await withholdDefaultGrants(strapi);
    subscribeLifecycles(strapi);
    await respellAddresses(strapi);
    await noteInvitedBefore(strapi);
    modulesOf(strapi).upkeep.subscribe();
    if (!cookiesCanBeSecure(strapi)) {
      strapi.log.warn(`customer-portal: ${publicUrlOf(strapi)} is without TLS; sessions are not protected on the way. Use https.`);
    }
    await prepareDummyHash();
    // Made now, so that what they register with the queue is there before it starts.
    for (const serviceOf of [sessionsOf, emailLinksOf, passwordOf, signUpOf]) serviceOf(strapi);
    peopleOf(strapi);
    strapi.plugin(PLUGIN_ID).controller('people');
    const { jobs } = platformOf(strapi);
    await jobs.every('clean-up', HOUR, () => cleanUp(strapi));
    jobs.start();
    started.add(strapi);
  },

  async destroy({ strapi }: { strapi: Strapi }): Promise<void> {
    // A start that failed half-way ends here too, without the queue or even its table.
    if (started.has(strapi)) await platformOf(strapi).jobs.stop();
  },
};
