import type { Feature } from '../kernel/feature';
import { inviteJob } from './invite-job';
import { colleaguesHandlers } from './portal';
import { removeUnusedJob } from './remove-unused';
import { createColleagues } from './service';

export const colleagues = {
  services: { colleagues: createColleagues },
  jobs: [inviteJob, removeUnusedJob],
  customers: { colleagues: colleaguesHandlers },
} satisfies Feature;
