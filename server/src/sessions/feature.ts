import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { challengeType, rememberedBrowserType, sessionType } from './content-types';
import { sweepOwnWays } from './own-ways-end';
import { sessionHandlers } from './portal';
import { createSessions, sessionsOf } from './service';
import { owesFactor } from './step';

export const sessions = {
  liveTables: [sessionType, challengeType, rememberedBrowserType],
  services: { sessions: createSessions },
  jobs: [sweepOwnWays],
  customers: { session: sessionHandlers },
  ports: (strapi: Strapi) => ({
    identify: (ctx) => sessionsOf(strapi).identify(ctx),
    pendingSignIn: (ctx) => sessionsOf(strapi).challenges.identify(ctx),
    owesFactor: ({ session }, preferences) => owesFactor(session, preferences),
  }),
  cleanUp: (strapi: Strapi) => sessionsOf(strapi).cleanUp(),
} satisfies Feature;
