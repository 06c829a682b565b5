import { Box, IconButton, TextInput } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { styled } from 'styled-components';
import type { SignUpDomain } from '../../../plugin/settings/login';
import type { CustomerName } from '../api/customers';
import { CustomerPicker } from '../components/CustomerPicker';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { domainIn, entryName } from './values';

const Row = styled.li`
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  align-items: end;
  gap: ${({ theme }) => theme.spaces[2]};

  > :nth-child(2) {
    grid-row: 2;
  }

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
    align-items: start;

    > :nth-child(2) {
      grid-row: auto;
    }
  }
`;

interface Props {
  index: number;
  entry: SignUpDomain;
  customerName: string;
  /** All errors of the form, by name. */
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (entry: SignUpDomain) => void;
  onPick: (customer: CustomerName) => void;
  onRemove: () => void;
}

/** A domain and the customer whom people with an address of it join. */
export function SignUpDomainRow({ index, entry, customerName, errors, disabled, onChange, onPick, onRemove }: Props) {
  const t = useMessages();
  const [domainName, customerField] = [entryName(index, 'domain'), entryName(index, 'customer')];
  return (
    <Row>
      <LabelledField label={t('login.domains.domain.label')} name={domainName} error={errors[domainName]} required>
        <TextInput
          value={entry.domain}
          disabled={disabled}
          maxLength={253}
          placeholder={t('login.domains.domain.placeholder')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange({ ...entry, domain: event.target.value })}
          onBlur={() => domainIn(entry.domain) !== entry.domain && onChange({ ...entry, domain: domainIn(entry.domain) })}
        />
      </LabelledField>
      <CustomerPicker
        name={customerField}
        label={t('login.domains.customer.label')}
        value={entry.customer}
        valueName={customerName}
        error={errors[customerField]}
        disabled={disabled}
        onPick={(customer) => {
          onPick(customer);
          onChange({ ...entry, customer: customer.id });
        }}
      />
      <Box paddingTop={{ initial: 0, medium: 5 }}>
        {!disabled && (
          <IconButton
            label={t('login.domains.remove', { domain: entry.domain || String(index + 1) })}
            variant="tertiary"
            size="L"
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        )}
      </Box>
    </Row>
  );
}
