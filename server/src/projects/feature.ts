import type { Feature } from '../kernel/feature';
import { projectType, timeEntryType } from './content-types';
import { guardProjects } from './guard';
import { projectsHandlers } from './portal';
import { createProjects } from './service';

export const projects = {
  contentTypes: [projectType, timeEntryType],
  services: { projects: createProjects },
  customers: { projects: projectsHandlers },
  start: guardProjects,
} satisfies Feature;
