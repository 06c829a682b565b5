import { PERMISSIONS } from '../../../plugin/permissions';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { createPlatform, platformOf, removeFiles } from '../platform';
import { now, plusSeconds } from '../platform/clock';
import { cookiesCanBeSecure, publicUrlOf, requirePublicUrl } from '../platform/config';
import { allowWebhooks } from '../platform/events';
import { jobType } from '../platform/jobs';
import { removeExpiredLimits } from '../platform/limits';
import { sendMail } from '../platform/mail';
import { sendText } from '../platform/text';
import { guardContentManager, guardOwnWrites } from '../platform/own-writes';
import type { Strapi } from '../platform/strapi';
import type { Feature } from './feature';
import { forgetKeys, idempotencyKeyType } from './idempotency';
import { openApiHandlers } from './openapi';

const KEEP_JOBS_SECONDS = 7 * 24 * 3600;

interface PermissionService {
  actionProvider: { registerMany(actions: Record<string, string>[]): Promise<void> };
}

/** What kernel and platform bring by themselves; first of all, since the features stand on it. */
export const ground = {
  liveTables: [jobType, idempotencyKeyType],
  services: { platform: createPlatform },
  jobs: [sendMail, sendText, removeFiles],
  customers: { openapi: openApiHandlers },
  register(strapi: Strapi) {
    guardContentManager(strapi);
    allowWebhooks(strapi);
  },
  async start(strapi: Strapi) {
    requirePublicUrl(strapi);
    if (!cookiesCanBeSecure(strapi)) {
      strapi.log.warn(`customer-portal: ${publicUrlOf(strapi)} is without TLS; sessions are not protected on the way. Use https.`);
    }
    // Strapi's role screen shows them.
    const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
    await actionProvider.registerMany(PERMISSIONS.map((action) => ({ ...action, section: 'plugins', pluginName: PLUGIN_ID })));
    guardOwnWrites(strapi);
  },
  async cleanUp(strapi: Strapi) {
    await forgetKeys(strapi);
    await removeExpiredLimits(strapi, now(strapi));
    await platformOf(strapi).jobs.removeEnded(plusSeconds(now(strapi), -KEEP_JOBS_SECONDS));
  },
} satisfies Feature;
