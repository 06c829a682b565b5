import { serviceOf, type Strapi } from '../platform/strapi';
import { createIssuing } from './issue';
import { createOwnDocuments } from './own';

export const createDocuments = (strapi: Strapi) => ({ ...createIssuing(strapi), own: createOwnDocuments(strapi) });

export const documentsOf = serviceOf('documents', createDocuments);
