import { Badge, Box, Flex, Radio, Typography, useId } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import { FIELD_LEVELS, type FieldLevel } from '../../../plugin/vocabulary';
import { ColumnName, Small, SmallError } from '../components/text';
import { useMessages } from '../messages';

/** Columns of the matrix on a wide screen: the field, then one for each level. */
const matrixGrid = `minmax(0, 2fr) repeat(${FIELD_LEVELS.length}, minmax(0, 1fr))`;

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

/** The levels' names over a matrix; each radio has its own for who does not see them. */
export function LevelHeadings() {
  const t = useMessages();
  return (
    <Box display={{ initial: 'none', large: 'grid' }} style={{ gridTemplateColumns: matrixGrid }} paddingBottom={2} aria-hidden>
      <ColumnName>{t('fields.column.field')}</ColumnName>
      {FIELD_LEVELS.map((level) => (
        <Typography key={level} variant="sigma" textColor="neutral600" textAlign="center">
          {t(`fields.level.${level}`)}
        </Typography>
      ))}
    </Box>
  );
}

interface Props {
  label: string;
  required: boolean;
  /** What to know about the field, a line each. */
  notes: string[];
  error: string | undefined;
  levels: readonly FieldLevel[];
  value: FieldLevel;
  disabled: boolean;
  onChange: (level: FieldLevel) => void;
  /** Stands below the levels, over the whole width. */
  children?: ReactNode;
}

/** One field: what it is called and what customers may do with it. */
export function LevelRow({ label, required, notes, error, levels, value, disabled, onChange, children }: Props) {
  const t = useMessages();
  const name = useId();
  const described = useId();
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
          <Typography id={name} fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
            {label}
          </Typography>
          {required && <Badge size="S">{t('fields.required')}</Badge>}
        </Flex>
        <Box id={described}>
          {notes.map((note) => (
            <Small key={note}>{note}</Small>
          ))}
          {error !== undefined && <SmallError>{error}</SmallError>}
        </Box>
      </Box>
      <Levels
        aria-labelledby={name}
        aria-describedby={described}
        orientation="horizontal"
        value={value}
        disabled={disabled}
        onValueChange={(level) => onChange(level as FieldLevel)}
      >
        {FIELD_LEVELS.map(
          (level, index) =>
            levels.includes(level) && (
              <Cell key={level} $column={index + 1}>
                <Radio.Item value={level}>{t(`fields.level.${level}`)}</Radio.Item>
              </Cell>
            ),
        )}
      </Levels>
      {children !== undefined && <Box style={{ gridColumn: '1 / -1' }}>{children}</Box>}
    </Box>
  );
}
