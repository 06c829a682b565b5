import { arrayMove } from '@dnd-kit/sortable';
import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Flex, IconButton, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { MAX_COLUMNS } from '../../../plugin/vocabulary';
import { Section } from '../components/Section';
import { SortableList } from '../components/SortableList';
import { useSetting } from '../components/use-setting';
import { Small, SmallError } from '../components/text';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { columnProblem } from './problems';
import { levelKey, type ModuleValues, type ModuleView } from './values';
import { fieldLabel } from './words';

const AREAS = "'handle name actions'";
const LAYOUT = { grid: '4.8rem minmax(0, 1fr) 4.8rem', areas: AREAS, narrowAreas: AREAS };
/** Shows nothing as chosen: a column leaves the choice as soon as it is in the list. */
const NONE = '';

/** What the portal's list of records shows, in order. */
export function ColumnsSection({ view }: { view: ModuleView }) {
  const t = useMessages();
  const values = useForm('ColumnsSection', (form) => form.values) as ModuleValues;
  const { value: columns, set, error, disabled } = useSetting<string[]>('columns');
  const free = view.fields.filter(({ name, listable }) => listable && !columns.includes(name) && values[levelKey(name)] !== 'hidden');

  function move(from: number, to: number): boolean {
    set(arrayMove(columns, from, to));
    return true;
  }

  return (
    <Section title={t('modules.columns.title')} intro={t('modules.columns.intro')}>
      {columns.length === 0 ? (
        <Typography textColor="neutral600">{t('modules.columns.empty')}</Typography>
      ) : (
        <Box borderColor="neutral150" hasRadius>
          <SortableList
            label={t('setting.label.module.columns')}
            items={columns.map((name) => ({ id: name, name: fieldLabel(view.fields, name) }))}
            canUpdate={!disabled}
            layout={LAYOUT}
            headings={[t('fields.column.field')]}
            onMove={move}
          >
            {({ id, name }) => (
              <Column
                name={name}
                first={columns[0] === id}
                problem={columnProblem(view, values, id)}
                onRemove={disabled ? undefined : () => set(columns.filter((other) => other !== id))}
              />
            )}
          </SortableList>
        </Box>
      )}
      {!disabled && (
        <LabelledField
          label={t('modules.columns.add')}
          name="columns"
          error={error}
          hint={t(
            columns.length >= MAX_COLUMNS
              ? 'modules.columns.full'
              : free.length === 0
                ? 'modules.columns.none-left'
                : 'modules.columns.hint',
            { max: MAX_COLUMNS },
          )}
          maxWidth="480px"
        >
          <SingleSelect
            value={NONE}
            placeholder={t('modules.columns.placeholder')}
            disabled={columns.length >= MAX_COLUMNS || free.length === 0}
            onChange={(next) => set([...columns, String(next)])}
          >
            {free.map(({ name, label }) => (
              <SingleSelectOption key={name} value={name}>
                {label}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </LabelledField>
      )}
    </Section>
  );
}

interface ColumnProps {
  name: string;
  /** The first column names a record. */
  first: boolean;
  problem: ReturnType<typeof columnProblem>;
  onRemove: (() => void) | undefined;
}

function Column({ name, first, problem, onRemove }: ColumnProps) {
  const t = useMessages();
  return (
    <>
      <Box style={{ gridArea: 'name' }} minWidth={0}>
        <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        {first && problem === undefined && <Small>{t('modules.columns.first')}</Small>}
        {problem !== undefined && <SmallError>{t(`modules.columns.problem.${problem}`)}</SmallError>}
      </Box>
      <Flex style={{ gridArea: 'actions' }} justifyContent="flex-end">
        {onRemove && (
          <IconButton label={t('modules.columns.remove', { field: name })} variant="ghost" onClick={onRemove}>
            <Trash />
          </IconButton>
        )}
      </Flex>
    </>
  );
}
