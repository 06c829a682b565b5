import type { Profile } from '../../../plugin/contract/customer/profile';
import type { FieldValue, ProfileField } from '../../../plugin/contract/field';
import { isBlank } from '../../../plugin/fields/scalar';
import { FIELD_OWNERS, type FieldOwner } from '../../../plugin/vocabulary';
import type { Problem } from '../forms/problems';
import { valueProblem } from '../fields/problems';
import { fromDraft, isUnreadable, toDraft, type Draft } from '../fields/values';

/** Only what was typed, by `customer.phone`: what the server holds shows through for the rest. */
export type Drafts = Readonly<Record<string, Draft>>;

/** How the form and the server's error paths name a field. */
export const fieldKey = (owner: FieldOwner, field: Pick<ProfileField, 'name'>): string => `${owner}.${field.name}`;

/** What the customer may change, with the names that the form uses. */
export function editableFields(profile: Pick<Profile, FieldOwner>): { key: string; owner: FieldOwner; field: ProfileField }[] {
  return FIELD_OWNERS.flatMap((owner) =>
    profile[owner].filter(({ level }) => level !== 'read-only').map((field) => ({ key: fieldKey(owner, field), owner, field })),
  );
}

/** What to send, and what stands in its way. */
export interface Changes {
  /** Fields whose value differs from what the server holds. */
  body: Partial<Record<FieldOwner, Record<string, FieldValue>>>;
  problems: Problem[];
  /** Something was typed that would be lost, whether or not it is valid. */
  dirty: boolean;
}

/**
 * Compares what was typed with what the server holds. Of what was not touched only one thing is
 * judged, as the server does: a save leaves no mandatory field empty.
 */
export function changesOf(profile: Pick<Profile, FieldOwner>, drafts: Drafts, locale: string): Changes {
  const changes: Changes = { body: {}, problems: [], dirty: false };
  for (const { key, owner, field } of editableFields(profile)) {
    const draft = drafts[key];
    const touched = draft !== undefined && draft !== toDraft(field.type, field.value, locale);
    const value = touched ? fromDraft(field.type, draft, locale) : field.value;
    if (!touched && !isBlank(value)) continue;
    const problem = valueProblem(key, field, value);
    if (problem) changes.problems.push(problem);
    if (!touched || value === field.value) continue;
    changes.dirty = true;
    if (!problem && !isUnreadable(value)) (changes.body[owner] ??= {})[field.name] = value;
  }
  return changes;
}
