import { serviceOf, type Strapi } from '../platform/strapi';
import { createOwnProjects } from './own';

export const createProjects = (strapi: Strapi) => ({ own: createOwnProjects(strapi) });

export const projectsOf = serviceOf('projects', createProjects);
