import type { ProfileField } from '../../../plugin/contract/field';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { ScalarControl } from '../fields/ScalarControl';
import type { Problem } from '../forms/problems';
import { useFieldWords } from './useFieldWords';

interface FieldControlProps {
  id: string;
  owner: FieldOwner;
  field: ProfileField;
  value: string;
  problem?: Problem;
  onChange: (value: string) => void;
}

/** What browsers may fill in by themselves. */
const AUTOCOMPLETE: Record<string, string> = {
  'contact.firstName': 'given-name',
  'contact.lastName': 'family-name',
  'contact.email': 'email',
  'contact.phone': 'tel',
  'contact.jobTitle': 'organization-title',
  'customer.name': 'organization',
  'customer.phone': 'work tel',
  'customer.email': 'work email',
  'customer.website': 'url',
  'customer.addressLine1': 'address-line1',
  'customer.addressLine2': 'address-line2',
  'customer.postcode': 'postal-code',
  'customer.city': 'address-level2',
  'customer.region': 'address-level1',
};

/** The control of a field of the customer's or the contact's, in the reader's words. */
export function FieldControl({ id, owner, field, value, problem, onChange }: FieldControlProps) {
  const words = useFieldWords(owner);
  const name = `${owner}.${field.name}`;
  return (
    <ScalarControl
      id={id}
      field={{ ...field, label: words.label(field) }}
      value={value}
      problem={problem}
      onChange={onChange}
      option={(option) => words.option(field, option)}
      autofill={{ name, autoComplete: (field.builtIn && AUTOCOMPLETE[name]) || 'off' }}
    />
  );
}
