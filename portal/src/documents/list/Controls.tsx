import type { DocumentFilter } from '../../../../plugin/contract/customer/documents';
import type { DocumentType } from '../../../../plugin/documents/types';
import { useText, type Text } from '../../language/useText';
import type { ChangeList } from '../../list/address';
import css from '../../list/list.module.css';
import { OrderField } from '../../list/OrderField';
import { Search } from '../../list/Search';
import { SelectField } from '../../list/SelectField';
import documentCss from '../documents.module.css';
import { untilLabel } from '../words';
import { Day } from './Day';
import { filtersOf, sortsOf, type DocumentListState, type DocumentSort } from './list-state';

interface ControlsProps {
  type: DocumentType;
  state: DocumentListState;
  onChange: ChangeList<DocumentListState>;
}

/** What people call a column of the list. */
export const columnLabel = (type: DocumentType, column: DocumentSort | 'state', t: Text['t']): string =>
  column === 'untilDate' ? untilLabel(type, t) : t(`documents.column.${column}`);

const KINDS: Record<DocumentSort, 'text' | 'date' | 'number'> = { number: 'text', issueDate: 'date', untilDate: 'date', gross: 'number' };

/** Search by number, filters by state and date and, where there are no columns to press, the order. */
export function Controls({ type, state, onChange }: ControlsProps) {
  const { t } = useText();
  const states = filtersOf(type).map((each) => ({
    value: each,
    label: t(type === 'quote' && each === 'open' ? 'document.state.sent' : `document.state.${each}`),
  }));
  return (
    <search className={css.controls}>
      <Search q={state.q} label={t('documents.search')} onSearch={(q) => onChange({ q }, { replace: true })} />
      <SelectField<DocumentFilter | ''>
        label={t('list.state')}
        value={state.state ?? ''}
        options={[{ value: '', label: t('list.state.all') }, ...states]}
        onChange={(chosen) => onChange({ state: chosen || undefined })}
      />
      <div className={documentCss.days}>
        <Day label={t('documents.from')} value={state.from} max={state.to} onChange={(from) => onChange({ from }, { replace: true })} />
        <Day label={t('documents.to')} value={state.to} min={state.from} onChange={(to) => onChange({ to }, { replace: true })} />
      </div>
      <OrderField
        columns={sortsOf(type).map((name) => ({ name, label: columnLabel(type, name, t), kind: KINDS[name] }))}
        sort={state.sort}
        onSort={(sort) => onChange({ sort })}
      />
    </search>
  );
}
