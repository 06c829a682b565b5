import { Flex, IconButton, TextButton } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { styled } from 'styled-components';
import { LINE_LIMITS, type Adjustment, type TaxRate } from '../../../../plugin/rules/documents/lines';
import { useMessages } from '../../messages';
import { NAME_MAX, ShareCell, TaxCell, TextCell } from './cells';
import { newAdjustment } from './lines';

const Row = styled.li`
  display: grid;
  grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1.5fr) auto;
  gap: ${({ theme }) => theme.spaces[1]};
  align-items: start;
  font-size: 1.4rem;

  input,
  select {
    border-color: ${({ theme }) => theme.colors.neutral200};
  }
`;

interface Props {
  kind: 'discounts' | 'charges';
  value: readonly Adjustment[];
  rates: readonly TaxRate[];
  exponent: number;
  readOnly: boolean;
  /** What is wrong with one of them, by the name of its member. */
  errorAt: (index: number, member: 'name' | 'value' | 'tax') => string | undefined;
  onChange: (value: Adjustment[]) => void;
}

/** Discounts, or charges, on the whole document. */
export function Adjustments({ kind, value, rates, exponent, readOnly, errorAt, onChange }: Props) {
  const t = useMessages();
  const set = (index: number, part: Partial<Adjustment>): void =>
    onChange(value.map((other, at) => (at === index ? { ...other, ...part } : other)));
  if (readOnly && value.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      {value.length > 0 && (
        <ul aria-label={t(`lines.${kind}`)}>
          {value.map((adjustment, index) => {
            const label = (member: 'name' | 'value' | 'tax'): string => t(`lines.${kind}.${member}`, { number: index + 1 });
            return (
              <Row key={adjustment.id}>
                <div>
                  <TextCell
                    label={label('name')}
                    error={errorAt(index, 'name')}
                    readOnly={readOnly}
                    value={adjustment.name}
                    maxLength={NAME_MAX}
                    onChange={(name) => set(index, { name })}
                  />
                </div>
                <div>
                  <ShareCell
                    label={label('value')}
                    error={errorAt(index, 'value')}
                    readOnly={readOnly}
                    value={adjustment.value}
                    exponent={exponent}
                    onChange={(share) => set(index, { value: share ?? { percent: '' } })}
                  />
                </div>
                <div>
                  <TaxCell
                    label={label('tax')}
                    error={errorAt(index, 'tax')}
                    readOnly={readOnly}
                    value={adjustment.tax}
                    rates={rates}
                    asLines
                    onChange={(tax) => set(index, { tax })}
                  />
                </div>
                {!readOnly && (
                  <IconButton
                    label={t('lines.adjustment.remove', { name: adjustment.name })}
                    variant="ghost"
                    onClick={() => onChange(value.filter((_, at) => at !== index))}
                  >
                    <Trash />
                  </IconButton>
                )}
              </Row>
            );
          })}
        </ul>
      )}
      {!readOnly && value.length < LINE_LIMITS.adjustments && (
        <Flex>
          <TextButton startIcon={<Plus />} onClick={() => onChange([...value, newAdjustment(t(`lines.${kind}.one`))])}>
            {t(`lines.${kind}.add`)}
          </TextButton>
        </Flex>
      )}
    </Flex>
  );
}
