/**
 * What somebody typed into a record's form and has not saved: kept in the browser from the first
 * letter on, for this contact, customer and record alone, until it is saved or they sign out.
 */
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { KEPT, storage } from '../storage';
import type { FormValues } from './editor/form-values';

export interface Kept {
  /** When it was typed, ISO 8601. */
  at: string;
  /** Revision that it was typed over; null: of a record that does not exist yet. */
  revision: number | null;
  /** Names a new record for the server, so that saving it again after a lost answer makes no second one. */
  key: string;
  form: FormValues;
  /** What the form names by id: files that were uploaded, and titles of related records. */
  files: readonly RecordFile[];
  related: Readonly<Record<string, string>>;
}

/** Older than this nobody remembers it, and files that were uploaded for it are long gone. */
const DAYS = 30;

export interface KeptPlace {
  contact: string;
  customer: string;
  module: string;
  /** Absent: a new record. */
  record?: string;
}

const nameOf = ({ contact, customer, module, record }: KeptPlace): string =>
  `${KEPT}${contact}.${customer}.${module}.${record ?? 'new'}`;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isKept(value: unknown): value is Kept {
  return (
    isObject(value) && typeof value.at === 'string' && typeof value.key === 'string' &&
    (value.revision === null || typeof value.revision === 'number') &&
    isObject(value.form) && Array.isArray(value.files) && isObject(value.related)
  ); // prettier-ignore
}

export function parseKept(text: string | null, now: number): Kept | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isKept(value)) return undefined;
    const age = now - Date.parse(value.at);
    return age < DAYS * 86_400_000 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What was kept; what is too old or cannot be read is forgotten. */
export function readKept(place: KeptPlace): Kept | undefined {
  const kept = parseKept(storage.read(nameOf(place)), Date.now());
  if (!kept) dropKept(place);
  return kept;
}

/** Whether the browser keeps it. */
export const writeKept = (place: KeptPlace, kept: Kept): boolean => storage.write(nameOf(place), JSON.stringify(kept));

export const dropKept = (place: KeptPlace): void => void storage.write(nameOf(place), null);
