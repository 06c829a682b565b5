import { table, type Row, type Strapi, type Table } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import type { Stored64 } from '../rows';
import type { ALLOCATION_SOURCES, ALLOCATION_TARGETS, CREDIT_KINDS } from './content-types';

export type AllocationSource = (typeof ALLOCATION_SOURCES)[number];
export type AllocationTarget = (typeof ALLOCATION_TARGETS)[number];

export interface AllocationRow extends Row {
  /** Calendar dates, `2026-11-30`. */
  date: string;
  currency: string;
  amount: Stored64;
  sourceType: AllocationSource;
  sourceDocument: string | null;
  targetType: AllocationTarget;
  targetDocument: string;
  actor: string | null;
  reference: string | null;
  releasedAt: string | Date | null;
  releasedOn: string | null;
}

export interface RefundRow extends Row {
  creditNote: string;
  date: string;
  currency: string;
  amount: Stored64;
  reference: string | null;
  actor: string | null;
}

export const allocationRows = (strapi: Strapi): Table<AllocationRow> => table<AllocationRow>(strapi, UID.allocation);
export const refundRows = (strapi: Strapi): Table<RefundRow> => table<RefundRow>(strapi, UID.refund);

export type CreditKind = (typeof CREDIT_KINDS)[number];

export interface CreditEntryRow extends Row {
  date: string;
  currency: string;
  amount: Stored64;
  kind: CreditKind;
  payment: string | null;
  allocation: string | null;
  reference: string | null;
  actor: string | null;
}

export const creditEntryRows = (strapi: Strapi): Table<CreditEntryRow> => table<CreditEntryRow>(strapi, UID.creditEntry);
