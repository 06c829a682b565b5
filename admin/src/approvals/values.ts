import type { PortalField } from '../../../plugin/fields/field';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { isEmptyRichText } from '../../../plugin/rules/rich-text';

type Entry = Record<string, unknown>;
export type FieldChange = ApprovalDetail['fields'][number];

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing to show: no value, no text, an empty list. */
export const isEmptyValue = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Ids of files or related records. */
export const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value : []).filter((id) => typeof id === 'string');

/** A component as a list of one, a repeatable one as the list that it is. */
export const entriesIn = (value: unknown): Entry[] => (Array.isArray(value) ? value : [value]).filter(isEntry);

export interface Zone {
  label: string;
  fields: PortalField[];
  values: Entry;
}

/** The parts of a dynamic zone; what is not one is left out. */
export const zonesIn = (value: unknown): Zone[] =>
  entriesIn(value).flatMap(({ label, fields, values }) =>
    isEntry(values) && Array.isArray(fields)
      ? [{ label: typeof label === 'string' ? label : '', fields: fields as PortalField[], values }]
      : [],
  );

/** What an editor has to look at, and what may be folded away. */
export interface Parted {
  shown: FieldChange[];
  folded: FieldChange[];
}

const says = ({ field, after }: FieldChange): boolean => !isEmptyValue(after) && !(field.type === 'blocks' && isEmptyRichText(after));

/**
 * Against a published version the changes matter; of something new, whatever is filled in. Once it is
 * decided nothing differs any more, and all that says something is shown.
 */
export function partFields(fields: FieldChange[], compared: boolean): Parted {
  const matters = (change: FieldChange): boolean => (compared ? change.changed : says(change));
  return { shown: fields.filter(matters), folded: fields.filter((change) => !matters(change)) };
}

/** Whether there is an older version to compare with: something is published, and the newest differs from it or waits. */
export const isCompared = ({ live, state }: Pick<ApprovalDetail, 'live' | 'state'>): boolean =>
  live && (state === 'submitted' || state === 'rejected');
