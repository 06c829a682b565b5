import { Box, Field, Searchbar, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { keepEnter } from './enter';

const PAUSE_MS = 350;

interface SearchProps {
  /** What is searched for at present. */
  value: string;
  maxLength?: number;
  label: string;
  placeholder: string;
  clearLabel: string;
  onChange: (text: string) => void;
}

/**
 * Narrows what is shown with every key. No form, unlike Strapi's SearchForm: a form within the form of
 * a settings screen sends both, and the page is loaded anew. In the capture phase, since Searchbar stops keys.
 */
export const FilterBox = ({ value, maxLength, label, placeholder, clearLabel, onChange }: SearchProps) => (
  <Box width="32rem" maxWidth="100%" role="search" onKeyDownCapture={keepEnter}>
    <Searchbar
      name="search"
      value={value}
      maxLength={maxLength}
      clearLabel={clearLabel}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onClear={() => onChange('')}
    >
      {label}
    </Searchbar>
  </Box>
);

/** Searches a moment after the last key, not with each. */
export function SearchFilter({ value, onChange, ...rest }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };

  useEffect(() => {
    if (typed === latest.current.value) return undefined;
    const timer = setTimeout(() => latest.current.onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return <FilterBox {...rest} value={typed} onChange={setTyped} />;
}

interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  width: string;
  onChange: (value: V) => void;
}

/** One of several, all of them named. */
export function SelectFilter<V extends string>({ label, value, options, width, onChange }: SelectProps<V>) {
  return (
    <Box width={width} maxWidth="100%">
      <Field.Root>
        <Field.Label>{label}</Field.Label>
        <SingleSelect value={value} onChange={(next) => onChange(next as V)}>
          {options.map((option) => (
            <SingleSelectOption key={option.value} value={option.value}>
              {option.label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Box>
  );
}
