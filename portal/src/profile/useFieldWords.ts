import { useMemo } from 'react';
import type { ProfileField } from '../../../plugin/contract/field';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { useScalarText } from '../fields/useScalarText';
import { useText } from '../language/useText';

/** Labels and values of fields in the reader's language; what the team added keeps its own words. */
export function useFieldWords(owner: FieldOwner) {
  const { t, lookup } = useText();
  const scalar = useScalarText();
  return useMemo(() => {
    const label = (field: ProfileField): string => (field.builtIn && lookup(`field.${owner}.${field.name}`)) || field.label;
    const option = (field: ProfileField, value: string): string =>
      (field.builtIn && lookup(`option.${owner}.${field.name}.${value}`)) || value;
    const shown = (field: ProfileField): string => {
      const text = scalar(field.type, field.value);
      if (text === undefined) return t('details.none');
      return field.type === 'enumeration' ? option(field, text) : text;
    };
    return { label, option, shown };
  }, [owner, t, lookup, scalar]);
}
