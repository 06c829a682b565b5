import type { MethodFace } from '../../../config/payment-provider';
import type {
  MethodKind,
  PaidType,
  PaymentAttention,
  PaymentEnding,
  PaymentFailure,
  PaymentOrigin,
  RefundState,
  SavedMethodState,
} from '../../../plugin/payments/kinds';
import type { ProofType } from '../../../plugin/payments/limits';
import type { PaymentState } from '../../../plugin/rules/payments/states';
import type { TakenFile } from '../customer-files';
import type { Stored64 } from '../documents';
import { table, type Row, type Strapi, type Table } from '../platform/strapi';
import { UID } from '../platform/uid';

type Instant = string | Date;

export interface PaymentRow extends Row {
  customer?: { id: number; documentId: string; name: string } | null;
  contact: string | null;
  link: number | null;
  origin: PaymentOrigin;
  actor: string | null;
  provider: string;
  providerPayment: string | null;
  reference: string | null;
  description: string | null;
  currency: string;
  amount: Stored64;
  refunded: Stored64;
  state: PaymentState;
  attention: PaymentAttention | null;
  failure: PaymentFailure | null;
  failureMessage: string | null;
  number: string | null;
  /** Calendar date, `2026-11-30`. */
  date: string | null;
  method: ({ version: 1 } & MethodFace) | null;
  chosen: MethodKind | null;
  save: boolean;
  savedMethod: string | null;
  /** Sealed. */
  next: string | null;
  nextExpiresAt: Instant | null;
  askAt: Instant | null;
  asked: number;
  askedAt: Instant | null;
  returnTo: string | null;
  begunAt: Instant;
  settledAt: Instant | null;
}

/** A payment with its customer, which it has as long as that is there. */
export type LoadedPayment = PaymentRow & { customer: NonNullable<PaymentRow['customer']> };

export interface PartRow extends Row {
  payment: string;
  position: number;
  targetType: PaidType;
  targetDocument: string;
  number: string | null;
  amount: Stored64;
}

export interface EventRow extends Row {
  payment: string | null;
  at: Instant;
  kind: string;
  state: string | null;
  ended: PaymentEnding | null;
  provider: string | null;
  actor: string | null;
  detail: string | null;
}

export interface ProofRow extends Row, TakenFile {
  mime: ProofType;
  payment: string;
  contact: string | null;
  link: number | null;
  by: string | null;
  sha256: string;
  addedAt: Instant;
}

export interface RefundRow extends Row {
  customer?: { id: number } | null;
  payment: string;
  currency: string;
  amount: Stored64;
  state: RefundState;
  to: 'provider' | 'credit' | 'elsewhere';
  providerRefund: string | null;
  note: string | null;
  failure: string | null;
  actor: string | null;
  at: Instant;
  askAt: Instant | null;
  asked: number;
}

export interface MethodRow extends Row {
  customer?: { id: number; documentId: string; name: string } | null;
  contact: string | null;
  provider: string;
  reference: string | null;
  setUp: string | null;
  account: string | null;
  kind: MethodKind | null;
  brand: string | null;
  last4: string | null;
  expiryYear: number | null;
  expiryMonth: number | null;
  state: SavedMethodState;
  defaultOf: number | null;
  next: string | null;
  toldAt: Instant | null;
  removedAt: Instant | null;
  askAt: Instant | null;
  asked: number;
}

export const paymentRows = (strapi: Strapi): Table<PaymentRow> => table<PaymentRow>(strapi, UID.payment);
export const partRows = (strapi: Strapi): Table<PartRow> => table<PartRow>(strapi, UID.paymentPart);
export const eventRows = (strapi: Strapi): Table<EventRow> => table<EventRow>(strapi, UID.paymentEvent);
export const proofRows = (strapi: Strapi): Table<ProofRow> => table<ProofRow>(strapi, UID.paymentProof);
export const refundRows = (strapi: Strapi): Table<RefundRow> => table<RefundRow>(strapi, UID.paymentRefund);
export const methodRows = (strapi: Strapi): Table<MethodRow> => table<MethodRow>(strapi, UID.paymentMethod);

/** When a month is over, in UTC, with which cards end. Pure. */
export const endOfMonth = ({ expiryYear, expiryMonth }: { expiryYear: number; expiryMonth: number }): Date =>
  new Date(Date.UTC(expiryYear, expiryMonth, 1));

export { MANUAL, SYNC, TRANSFER } from '../../../plugin/payments/kinds';
