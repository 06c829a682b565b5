import { Box, Flex, IconButton, SingleSelect, SingleSelectOption, TextButton, TextInput } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { LINE_LIMITS, TAX_CATEGORIES, type TaxCategory, type TaxPart, type TaxRate } from '../../../../plugin/rules/documents/lines';
import { LabelledField } from '../../components/LabelledField';
import { Small, SmallError } from '../../components/text';
import { useMessages } from '../../messages';
import { digitsShown, digitsTyped } from '../decimals';
import { useTyped } from '../use-typed';

const Fields = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  align-items: start;

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2fr);
  }
`;

interface PercentProps {
  name: string;
  label: string;
  value: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (percent: string) => void;
}

/** A percentage, with the decimal sign of the editor's language. */
function PercentField({ name, label, value, error, disabled, onChange }: PercentProps) {
  const { locale } = useIntl();
  const typed = useTyped(digitsShown(value, locale), (text) => onChange(digitsTyped(text, locale)));
  return (
    <LabelledField name={name} label={label} error={error} required>
      <TextInput {...typed} inputMode="decimal" autoComplete="off" disabled={disabled} endAction={<span aria-hidden>%</span>} />
    </LabelledField>
  );
}

interface Props {
  rate: TaxRate;
  name: string;
  /** Where it stands in the form: `taxRates.2`. */
  at: string;
  /** All errors of the form, by name. */
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (rate: TaxRate) => void;
  onRemove: () => void;
}

/** One tax rate: its name, percentage and category, and the parts that it is shown in. */
export function RateRow({ rate, name, at, errors, disabled, onChange, onRemove }: Props) {
  const t = useMessages();
  const setPart = (index: number, part: TaxPart): void =>
    onChange({ ...rate, parts: rate.parts.map((other, place) => (place === index ? part : other)) });
  return (
    <>
      <Box style={{ gridArea: 'rate' }} role="group" aria-label={name}>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Fields>
            <LabelledField name={`${at}.name`} label={t('rates.name')} error={errors[`${at}.name`]} required>
              <TextInput
                value={rate.name}
                maxLength={LINE_LIMITS.name}
                autoComplete="off"
                disabled={disabled}
                onChange={({ target }) => onChange({ ...rate, name: target.value })}
              />
            </LabelledField>
            <PercentField
              name={`${at}.percent`}
              label={t('rates.percent')}
              value={rate.percent}
              error={errors[`${at}.percent`]}
              disabled={disabled}
              onChange={(percent) => onChange({ ...rate, percent })}
            />
            <LabelledField name={`${at}.category`} label={t('rates.category')} error={errors[`${at}.category`]}>
              <SingleSelect
                value={rate.category}
                disabled={disabled}
                onChange={(category) => onChange({ ...rate, category: String(category) as TaxCategory })}
              >
                {TAX_CATEGORIES.map((category) => (
                  <SingleSelectOption key={category} value={category}>
                    {t(`tax-category.${category}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </LabelledField>
          </Fields>
          {rate.parts.map((part, index) => (
            <Fields
              // Parts have no identity of their own: what is typed changes the part, not its place.
              key={index}
            >
              <LabelledField
                name={`${at}.parts.${index}.name`}
                label={t('rates.part.name')}
                error={errors[`${at}.parts.${index}.name`]}
                required
              >
                <TextInput
                  value={part.name}
                  maxLength={LINE_LIMITS.name}
                  autoComplete="off"
                  disabled={disabled}
                  onChange={({ target }) => setPart(index, { ...part, name: target.value })}
                />
              </LabelledField>
              <PercentField
                name={`${at}.parts.${index}.percent`}
                label={t('rates.part.percent')}
                value={part.percent}
                error={errors[`${at}.parts.${index}.percent`]}
                disabled={disabled}
                onChange={(percent) => setPart(index, { ...part, percent })}
              />
              {!disabled && (
                <Box paddingTop={{ initial: 0, medium: 5 }}>
                  <IconButton
                    label={t('rates.part.remove', { name: part.name || String(index + 1) })}
                    variant="ghost"
                    onClick={() => onChange({ ...rate, parts: rate.parts.filter((_, place) => place !== index) })}
                  >
                    <Trash />
                  </IconButton>
                </Box>
              )}
            </Fields>
          ))}
          {errors[`${at}.parts`] !== undefined && <SmallError>{errors[`${at}.parts`]}</SmallError>}
          {!disabled && rate.parts.length < LINE_LIMITS.taxParts && (
            <Flex gap={3} wrap="wrap">
              <TextButton startIcon={<Plus />} onClick={() => onChange({ ...rate, parts: [...rate.parts, { name: '', percent: '' }] })}>
                {t('rates.part.add')}
              </TextButton>
              {rate.parts.length === 0 && <Small>{t('rates.parts.hint')}</Small>}
            </Flex>
          )}
        </Flex>
      </Box>
      <Flex style={{ gridArea: 'actions' }} alignItems="start" paddingLeft={2}>
        {!disabled && (
          <IconButton label={t('rates.remove', { name })} variant="ghost" onClick={onRemove}>
            <Trash />
          </IconButton>
        )}
      </Flex>
    </>
  );
}
