import { Box, Flex, Switch, Typography, useId } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { PreferenceKey } from '../../../plugin/preferences';
import { useSetting } from '../components/use-setting';
import { ColumnName } from '../components/text';
import { useMessages } from '../messages';
import { columnWords, rowWords } from './words';

/** Scrolls sideways by itself where a phone is too narrow for all columns; the rows' names stay in sight. */
const Scroller = styled.div`
  overflow-x: auto;
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
    text-align: center;
    vertical-align: middle;
  }

  th:first-child {
    position: sticky;
    inset-inline-start: 0;
    min-width: 12rem;
    text-align: start;
    background: ${({ theme }) => theme.colors.neutral0};
  }

  tbody tr {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

interface Props {
  name: PreferenceKey;
  label: string;
  hint: string;
  rows: readonly string[];
  columns: readonly string[];
}

/** Rows × columns of switches, as a table whose headings name each of them. */
export function MatrixField({ name, label, hint, rows, columns }: Props) {
  const t = useMessages();
  const [heading, described] = [useId(), useId()];
  const { value, set, error, disabled } = useSetting<Record<string, Record<string, boolean>>>(name);
  return (
    <Box>
      <Typography id={heading} variant="pi" fontWeight="bold">
        {label}
      </Typography>
      <Box paddingTop={2} paddingBottom={1}>
        <Scroller role="region" aria-labelledby={heading} tabIndex={0}>
          <table aria-labelledby={heading} aria-describedby={described}>
            <thead>
              <tr>
                <th />
                {columns.map((column) => (
                  <th key={column} scope="col">
                    <ColumnName>{columnWords(t, name, column)}</ColumnName>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row}>
                  <th scope="row">
                    <Typography>{rowWords(t, name, row)}</Typography>
                  </th>
                  {columns.map((column) => (
                    <td key={column}>
                      <Flex justifyContent="center">
                        <Switch
                          aria-label={`${rowWords(t, name, row)}, ${columnWords(t, name, column)}`}
                          checked={value[row]?.[column] === true}
                          disabled={disabled}
                          onCheckedChange={(on) => set({ ...value, [row]: { ...value[row], [column]: on } })}
                        />
                      </Flex>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      </Box>
      <Typography id={described} tag="p" variant="pi" textColor={error === undefined ? 'neutral600' : 'danger600'}>
        {error ?? hint}
      </Typography>
    </Box>
  );
}
