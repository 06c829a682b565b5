import type { Approval, Billing } from '../../../plugin/rules/projects';
import { table, type Row, type Strapi, type Table } from '../platform/strapi';
import { UID } from '../platform/uid';

export interface ProjectRecord extends Row {
  name: string;
  state: string;
  billing: Billing;
  description: string | null;
  currency: string | null;
  fixedCost: string | number | null;
  hourlyRate: string | number | null;
  customer?: { id: number } | null;
}

export interface EntryRecord extends Row {
  date: string;
  minutes: number;
  person: string | null;
  note: string | null;
  billable: boolean;
  billed: boolean;
  approval: Approval;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: string | Date | null;
  revision: number;
  project?: { id: number; documentId: string; name: string } | null;
  customer?: { id: number } | null;
}

export const projectRows = (strapi: Strapi): Table<ProjectRecord> => table<ProjectRecord>(strapi, UID.project);
export const entryRows = (strapi: Strapi): Table<EntryRecord> => table<EntryRecord>(strapi, UID.timeEntry);
