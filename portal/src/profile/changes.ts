import type { FieldValue, Profile, ProfileField } from '../../../plugin/contract/customer/profile';
import { FIELD_OWNERS, type FieldOwner } from '../../../plugin/vocabulary';
import type { Problem } from '../forms/problems';
import { checkValue, fromDraft, isUnreadable, toDraft, type Draft } from './values';

/** Only what was typed, by `customer.phone`: what the server holds shows through for the rest. */
export type Drafts = Readonly<Record<string, Draft>>;

/** How the form and the server's error paths name a field. */
export const fieldKey = (owner: FieldOwner, field: Pick<ProfileField, 'name'>): string => `${owner}.${field.name}`;

/** What the customer may change, with the names that the form uses. */
export function editableFields(profile: Profile): { key: string; owner: FieldOwner; field: ProfileField }[] {
  return FIELD_OWNERS.flatMap((owner) =>
    profile[owner]
      .filter(({ level }) => level !== 'read-only')
      .map((field) => ({ key: fieldKey(owner, field), owner, field })),
  );
}

/** What to send: fields whose value differs from what the server holds. */
export interface Changes {
  body: Partial<Record<FieldOwner, Record<string, FieldValue>>>;
  problems: Problem[];
}

/**
 * Compares what was typed with what the server holds. Values that were not touched are not judged:
 * only the server knows whether a field that was empty before may stay so.
 */
export function changesOf(profile: Profile, drafts: Drafts, language: string): Changes {
  const changes: Changes = { body: {}, problems: [] };
  for (const { key, owner, field } of editableFields(profile)) {
    const draft = drafts[key];
    if (draft === undefined || draft === toDraft(field.type, field.value, language)) continue;
    const value = fromDraft(field.type, draft, language);
    const problem = checkValue(key, field, value);
    if (problem) changes.problems.push(problem);
    else if (!isUnreadable(value) && value !== field.value) (changes.body[owner] ??= {})[field.name] = value;
  }
  return changes;
}
