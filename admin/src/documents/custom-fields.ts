import { createElement, lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { LINES_FIELD, MONEY_FIELD } from '../../../plugin/documents/fields';
import { PLUGIN_ID, PLUGIN_UID } from '../../../plugin/plugin-id';

const MoneyCell = lazy(() => import('./MoneyCell'));

const label = (id: string) => ({ id: `${PLUGIN_ID}.${id}`, defaultMessage: id });

/** Strapi's registry has no type for what an input gets. */
type Load = () => Promise<{ default: ComponentType }>;

/** The Content Manager's inputs of documents, loaded when a form shows them. */
export const CUSTOM_FIELDS = [
  {
    name: LINES_FIELD,
    pluginId: PLUGIN_ID,
    type: 'json' as const,
    intlLabel: label('lines.field'),
    intlDescription: label('lines.field.description'),
    components: { Input: (() => import('./grid/LinesInput')) as unknown as Load },
  },
  {
    name: MONEY_FIELD,
    pluginId: PLUGIN_ID,
    type: 'biginteger' as const,
    intlLabel: label('money.field'),
    intlDescription: label('money.field.description'),
    components: { Input: (() => import('./MoneyInput')) as unknown as Load },
  },
];

interface Header {
  attribute?: { customField?: string };
  name: string;
  cellFormatter?: (row: Record<string, unknown>) => ReactNode;
}
interface Columns {
  displayedHeaders: Header[];
}

/** Amounts in the Content Manager's lists as money: minor units are for programs. */
export const withMoney = <C extends Columns>(columns: C): C => ({
  ...columns,
  displayedHeaders: columns.displayedHeaders.map((header) =>
    header.attribute?.customField === `${PLUGIN_UID}.${MONEY_FIELD}`
      ? {
          ...header,
          cellFormatter: (row: Record<string, unknown>) =>
            createElement(Suspense, { fallback: null }, createElement(MoneyCell, { amount: row[header.name], currency: row.currency })),
        }
      : header,
  ),
});
