import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { searchCustomers, type CustomerName } from '../api/customers';
import { failureOf, type ApiFailure } from '../api/failure';
import { LabelledField } from './LabelledField';
import { useMessages } from '../messages';
import { keepEnter } from './enter';
import { failureText } from './use-failure';

const PAUSE_MS = 250;

interface Props {
  name: string;
  label: string;
  /** Id of the customer that is picked, or nothing; with its name. */
  value: string;
  valueName: string;
  error: string | undefined;
  disabled: boolean;
  onPick: (customer: CustomerName) => void;
}

/** A customer, found by typing part of its name, number or address. */
export function CustomerPicker({ name, label, value, valueName, error, disabled, onPick }: Props) {
  const t = useMessages();
  const [text, setText] = useState(valueName);
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<CustomerName[]>();
  const [failure, setFailure] = useState<ApiFailure>();
  const latest = useRef(valueName);
  latest.current = valueName;
  useEffect(() => {
    setText(valueName);
  }, [value, valueName]);

  useEffect(() => {
    if (!open) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      searchCustomers(search)
        .then((customers) => {
          if (gone) return;
          setFound(customers);
          setFailure(undefined);
        })
        .catch((reason: unknown) => !gone && setFailure(failureOf(reason)));
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [open, search]);

  return (
    <LabelledField label={label} name={name} error={error ?? (failure && failureText(t, failure))} required onKeyDown={keepEnter}>
      <Combobox
        // The server has searched; what it found need not have the typed text in its name.
        autocomplete="none"
        value={value}
        disabled={disabled}
        placeholder={t('customer-picker.placeholder')}
        loading={open && found === undefined && failure === undefined}
        loadingMessage={t('loading')}
        noOptionsMessage={() => t('customer-picker.none')}
        textValue={text}
        onTextValueChange={setText}
        onOpenChange={(next?: boolean) => {
          setSearch('');
          setOpen(next === true);
        }}
        onInputChange={(event) => setSearch(event.target.value)}
        onFocus={(event) => event.target.select()}
        clearLabel={t('customer-picker.clear')}
        onClear={() => setText('')}
        // Left with text that names no customer, the field goes back to the one that is picked.
        onBlur={() => setTimeout(() => setText(latest.current))}
        onChange={(id?: string) => {
          const customer = found?.find((one) => one.id === id);
          if (customer) onPick(customer);
        }}
      >
        {(found ?? []).map((customer) => (
          <ComboboxOption key={customer.id} value={customer.id} textValue={customer.name}>
            {customer.name}
          </ComboboxOption>
        ))}
      </Combobox>
    </LabelledField>
  );
}
