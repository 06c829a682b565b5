import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { autosaveAt, type Autosaved } from '../forms/autosave';
import type { FormValues } from './editor/form-values';

/** What was typed into a record's form. */
export interface TypedRecord {
  /** Revision that it was typed over; null: of a record that does not exist yet. */
  revision: number | null;
  /** Names a new record for the server, so that saving it again after a lost answer makes no second one. */
  key: string;
  form: FormValues;
  /** What the form names by id: files that were uploaded, and titles of related records. */
  files: readonly RecordFile[];
  related: Readonly<Record<string, string>>;
}
export type AutosavedRecord = Autosaved<TypedRecord>;

export interface RecordPlace {
  contact: string;
  customer: string;
  module: string;
  /** Absent: a new record. */
  record?: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isTypedRecord = (value: unknown): value is TypedRecord =>
  isObject(value) &&
  typeof value.key === 'string' &&
  (value.revision === null || typeof value.revision === 'number') &&
  isObject(value.form) &&
  Array.isArray(value.files) &&
  isObject(value.related);

/** Where a record's form is kept (forms/autosave.ts). */
export const recordAutosave = ({ module, record, ...owner }: RecordPlace) =>
  autosaveAt(owner, `${module}.${record ?? 'new'}`, isTypedRecord);
