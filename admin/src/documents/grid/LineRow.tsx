import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More } from '@strapi/icons';
import { memo, type ReactNode } from 'react';
import type { Line, TaxRate } from '../../../../plugin/rules/documents/lines';
import { useMessages } from '../../messages';
import { DecimalCell, DESCRIPTION_MAX, NAME_MAX, ShareCell, TaxCell, TextCell, UNIT_MAX } from './cells';
import type { Column } from './lines';

export type RowAction = 'up' | 'down' | 'insert' | 'repeat' | 'remove';
const ACTIONS: RowAction[] = ['up', 'down', 'insert', 'repeat', 'remove'];

interface Props {
  line: Line;
  index: number;
  /** The empty one at the end, which is none until something is typed. */
  isNew: boolean;
  /** What it comes to, in words. */
  amount: string;
  /** What is wrong, by column, in words. */
  errors: Partial<Record<Column, string>> | undefined;
  rates: readonly TaxRate[];
  exponent: number;
  readOnly: boolean;
  onChange: (index: number, line: Line) => void;
  onAction: (index: number, action: RowAction) => void;
}

/** A line of the document. */
export const LineRow = memo(function LineRow(props: Props) {
  const { line, index, isNew, amount, errors = {}, rates, exponent, readOnly, onChange, onAction } = props;
  const t = useMessages();
  const number = index + 1;
  const common = (column: Column) => ({
    label: t('lines.cell', { column: t(`lines.column.${column}`), number }),
    error: errors[column],
    readOnly,
    at: { row: index, column },
  });
  const change = (part: Partial<Line>): void => onChange(index, { ...line, ...part });
  const cell = (column: Column, children: ReactNode, isNumber = false) => (
    <td data-cell={column} {...(isNumber && { className: 'number' })}>
      <span className="label" aria-hidden>
        {t(`lines.column.${column}`)}
      </span>
      {children}
    </td>
  );
  return (
    <tr>
      <td data-cell="item">
        <TextCell
          {...common('item')}
          value={line.item}
          maxLength={NAME_MAX}
          placeholder={isNew ? t('lines.new') : t('lines.column.item')}
          onChange={(item) => change({ item })}
        />
        {(!isNew || line.description !== '') && (!readOnly || line.description !== '') && (
          <TextCell
            {...common('description')}
            value={line.description}
            maxLength={DESCRIPTION_MAX}
            placeholder={t('lines.column.description')}
            lines
            onChange={(description) => change({ description })}
          />
        )}
      </td>
      {cell(
        'quantity',
        <DecimalCell {...common('quantity')} value={isNew ? '' : line.quantity} onChange={(quantity) => change({ quantity })} />,
        true,
      )}
      {cell('unit', <TextCell {...common('unit')} value={line.unit} maxLength={UNIT_MAX} onChange={(unit) => change({ unit })} />)}
      {cell('rate', <DecimalCell {...common('rate')} value={isNew ? '' : line.rate} onChange={(rate) => change({ rate })} />, true)}
      {cell(
        'discount',
        <ShareCell {...common('discount')} value={line.discount} exponent={exponent} onChange={(discount) => change({ discount })} />,
        true,
      )}
      {cell(
        'tax',
        <TaxCell
          {...common('tax')}
          value={line.tax}
          rates={rates}
          onChange={(tax) => change({ tax: typeof tax === 'string' ? null : tax })}
        />,
      )}
      <td data-cell="amount" className="number">
        <output aria-label={t('lines.cell', { column: t('lines.column.amount'), number })}>{isNew ? '' : amount}</output>
      </td>
      <td data-cell="menu">
        {!readOnly && !isNew && (
          <SimpleMenu label={t('lines.menu', { number })} tag={IconButton} icon={<More />} variant="ghost">
            {ACTIONS.map((action) => (
              <MenuItem key={action} onSelect={() => onAction(index, action)} {...(action === 'remove' && { variant: 'danger' as const })}>
                {t(`lines.menu.${action}`)}
              </MenuItem>
            ))}
          </SimpleMenu>
        )}
      </td>
    </tr>
  );
});
