import type { ModuleDetail } from '../../../../plugin/contract/customer/modules';
import { RECORD_STATES, type RecordState } from '../../../../plugin/vocabulary';
import { useText } from '../../language/useText';
import type { ChangeList } from '../../list/address';
import css from '../../list/list.module.css';
import { OrderField } from '../../list/OrderField';
import { Search } from '../../list/Search';
import { SelectField } from '../../list/SelectField';
import { sortablesOf, sortedAs } from './columns';
import type { ListState } from './list-state';

interface ControlsProps {
  module: ModuleDetail;
  state: ListState;
  onChange: ChangeList<ListState>;
}

/** Search, the filter by state and, where there are no columns to press, the order. */
export function Controls({ module, state, onChange }: ControlsProps) {
  const { t } = useText();
  const states = RECORD_STATES.map((each) => ({ value: each, label: t(`state.${each}`) }));
  const columns = sortablesOf(module, state.show, t).map((column) => ({ name: column.name, label: column.label, kind: sortedAs(column) }));
  return (
    <search className={css.controls}>
      <Search q={state.q} onSearch={(q) => onChange({ q }, { replace: true })} />
      {state.show === 'ours' && (
        <SelectField<RecordState | ''>
          label={t('list.state')}
          value={state.state ?? ''}
          options={[{ value: '', label: t('list.state.all') }, ...states]}
          onChange={(chosen) => onChange({ state: chosen || undefined })}
        />
      )}
      <OrderField columns={columns} sort={state.sort} onSort={(sort) => onChange({ sort })} />
    </search>
  );
}
