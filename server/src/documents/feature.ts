import type { Feature } from '../kernel/feature';
import { documentActionsHandlers } from './admin';
import { documentTypes, numberSeriesType } from './content-types';
import { guardDocuments } from './guard';
import { documentsHandlers } from './portal';
import { createDocuments } from './service';

export const documents = {
  contentTypes: [...documentTypes, numberSeriesType],
  services: { documents: createDocuments },
  customers: { documents: documentsHandlers },
  editors: { 'document-actions': documentActionsHandlers },
  start: guardDocuments,
} satisfies Feature;
