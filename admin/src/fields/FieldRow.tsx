import { Badge, Box, Flex, Radio, Typography, useId } from '@strapi/design-system';
import { styled } from 'styled-components';
import { FIELD_LEVELS, type FieldLevel } from '../../../plugin/vocabulary';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { fieldLabel, keyOf, type SettableField } from './values';

/** Columns of the matrix on a wide screen: the field, then one for each level. */
export const matrixGrid = `minmax(0, 2fr) repeat(${FIELD_LEVELS.length}, minmax(0, 1fr))`;

const Levels = styled(Radio.Group)`
  flex-direction: row;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[5]}`};

  ${({ theme }) => theme.breakpoints.large} {
    display: grid;
    grid-column: 2 / -1;
    grid-template-columns: subgrid;
  }
`;

/** On a wide screen the column's heading is seen and the label is only read out. */
const Cell = styled.div<{ $column: number }>`
  ${({ theme }) => theme.breakpoints.large} {
    grid-column: ${({ $column }) => $column};
    display: flex;
    justify-content: center;

    label {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;

/** One field: what it is called and what customers may do with it. */
export function FieldRow({ field }: { field: SettableField }) {
  const t = useMessages();
  const label = useId();
  const notes = useId();
  const { value, set, error, disabled } = useSetting<FieldLevel>(keyOf(field));
  const editable = field.levels.includes('optional') || field.levels.includes('mandatory');

  return (
    <Box
      display={{ initial: 'block', large: 'grid' }}
      style={{ gridTemplateColumns: matrixGrid, alignItems: 'center', position: 'relative' }}
      paddingTop={3}
      paddingBottom={3}
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="1px 0 0 0"
    >
      <Box paddingRight={4} paddingBottom={{ initial: 2, large: 0 }} minWidth={0}>
        <Flex gap={2} wrap="wrap">
          <Typography id={label} fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
            {fieldLabel(t, field)}
          </Typography>
          {field.required && <Badge size="S">{t('fields.required')}</Badge>}
        </Flex>
        <Box id={notes}>
          {!field.builtIn && (
            <Typography variant="pi" textColor="neutral600" tag="p" style={{ overflowWrap: 'anywhere' }}>
              {t('fields.own', { name: field.name })}
            </Typography>
          )}
          {field.required && editable && (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {t('fields.required.explain')}
            </Typography>
          )}
          {!editable && (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {t('fields.fixed')}
            </Typography>
          )}
          {error !== undefined && (
            <Typography variant="pi" textColor="danger600" tag="p">
              {error}
            </Typography>
          )}
        </Box>
      </Box>
      <Levels
        aria-labelledby={label}
        aria-describedby={notes}
        orientation="horizontal"
        value={value}
        disabled={disabled}
        onValueChange={(level) => set(level as FieldLevel)}
      >
        {FIELD_LEVELS.map(
          (level, index) =>
            field.levels.includes(level) && (
              <Cell key={level} $column={index + 1}>
                <Radio.Item value={level}>{t(`fields.level.${level}`)}</Radio.Item>
              </Cell>
            ),
        )}
      </Levels>
    </Box>
  );
}
