import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { peopleHandlers } from './admin';
import { mailJobs } from './bulk-link';
import { contactType, customerType, membershipType } from './content-types';
import { withholdDefaultGrants } from './default-grants';
import { labelUnlabelled, subscribeLifecycles } from './lifecycles';
import { membershipHandlers } from './membership-handlers';
import { createPeople } from './people';
import { profileHandlers } from './portal';
import de from './mails/de.json';
import en from './mails/en.json';

export const customers = {
  contentTypes: [customerType, contactType, membershipType],
  services: { people: createPeople },
  mails: { en, de },
  jobs: mailJobs,
  customers: { profile: profileHandlers },
  editors: { people: peopleHandlers, memberships: membershipHandlers },
  async start(strapi: Strapi) {
    await withholdDefaultGrants(strapi);
    subscribeLifecycles(strapi);
  },
  cleanUp: labelUnlabelled,
} satisfies Feature;
