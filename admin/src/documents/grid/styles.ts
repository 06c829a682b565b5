import { css, styled } from 'styled-components';

/**
 * A table that is typed into. Where its own place is too narrow for columns (a phone, or the form beside two panels)
 * each row is a card, whose cells say themselves what they are.
 */
export const Grid = styled.div`
  container-type: inline-size;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};

  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    font-size: 1.3rem;
  }

  th {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[2]}`};
    text-align: start;
    color: ${({ theme }) => theme.colors.neutral600};
    font-size: 1.1rem;
    font-weight: 600;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral200};
  }

  td {
    padding: 2px;
    vertical-align: top;
  }

  tr + tr td {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  .number,
  .number input {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  output {
    display: block;
    padding: 7px 6px;
    color: ${({ theme }) => theme.colors.neutral800};
    overflow-wrap: anywhere;
  }

  .label {
    display: none;
  }

  @container (max-width: 760px) {
    table,
    tbody {
      display: block;
    }

    table {
      font-size: 1.4rem;
    }

    thead {
      display: none;
    }

    tr {
      display: grid;
      grid-template-columns: 2fr 2fr 3fr 2fr 4fr 4fr;
      padding: ${({ theme }) => theme.spaces[2]};
    }

    tr + tr {
      border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
    }

    tr + tr td {
      border-top: 0;
    }

    td[data-cell='item'] {
      grid-row: 1;
      grid-column: 1 / span 6;
      padding-inline-end: 4rem;
    }

    td[data-cell='menu'] {
      grid-row: 1;
      grid-column: 6;
      justify-self: end;
    }

    .label {
      display: block;
      padding: 4px 6px 0;
      color: ${({ theme }) => theme.colors.neutral600};
      font-size: 1.1rem;
    }

    .number,
    .number input {
      text-align: start;
    }

    td.number[data-cell='amount'] {
      align-self: end;
      text-align: end;
      font-weight: 600;
    }
  }

  @container (max-width: 480px) {
    tr {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    td[data-cell='item'] {
      grid-column: 1 / span 3;
    }

    td[data-cell='menu'] {
      grid-column: 3;
    }
  }
`;

const cell = css`
  width: 100%;
  min-height: 3.2rem;
  padding: 6px;
  border: 1px solid transparent;
  border-radius: 3px;
  background: transparent;
  color: ${({ theme }) => theme.colors.neutral800};
  font: inherit;
  line-height: 1.4;

  &::placeholder {
    color: ${({ theme }) => theme.colors.neutral600};
  }

  &:hover:not(:read-only, :disabled) {
    border-color: ${({ theme }) => theme.colors.neutral300};
  }

  &:focus {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -1px;
  }

  &[aria-invalid='true'] {
    border-color: ${({ theme }) => theme.colors.danger600};
  }
`;

export const CellInput = styled.input`
  ${cell}
`;

export const CellArea = styled.textarea`
  ${cell}
  display: block;
  resize: none;
  field-sizing: content;
`;

export const CellSelect = styled.select`
  ${cell}

  option {
    background: ${({ theme }) => theme.colors.neutral0};
  }

  &:disabled {
    appearance: none;
    opacity: 1;
  }
`;

/** Sums, names to the left and amounts to the right. */
export const Sums = styled.dl`
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};
  margin-inline-start: auto;
  width: min(100%, 36rem);
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;

  dd {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  .total {
    font-weight: 600;
    padding-top: ${({ theme }) => theme.spaces[1]};
    border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
  }
`;
