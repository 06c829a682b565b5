import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Field, Flex, IconButton, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { MAX_COLUMNS } from '../../../plugin/vocabulary';
import { Section } from '../components/Section';
import { SortableList } from '../components/SortableList';
import { SortableRow } from '../components/SortableRow';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { columnProblem } from './problems';
import { levelKey, type ModuleValues, type ModuleView } from './values';
import { fieldLabel } from './words';

const rowGrid = '4.8rem minmax(0, 1fr) 4.8rem';
/** Shows nothing as chosen: a column leaves the choice as soon as it is in the list. */
const NONE = '';

/** What the portal's list of records shows, in order. */
export function ColumnsSection({ view }: { view: ModuleView }) {
  const t = useMessages();
  const values = useForm('ColumnsSection', (form) => form.values) as ModuleValues;
  const { value: columns, set, error, disabled } = useSetting<string[]>('columns');
  const free = view.fields.filter(({ name, listable }) => listable && !columns.includes(name) && values[levelKey(name)] !== 'hidden');

  async function move(from: number, to: number): Promise<boolean> {
    const order = [...columns];
    const [column] = order.splice(from, 1);
    if (column === undefined) return false;
    order.splice(to, 0, column);
    set(order);
    return true;
  }

  return (
    <Section title={t('modules.columns.title')} intro={t('modules.columns.intro')}>
      {columns.length === 0 ? (
        <Typography textColor="neutral600">{t('modules.columns.empty')}</Typography>
      ) : (
        <Box borderColor="neutral150" hasRadius>
          <SortableList
            label={t('modules.columns.label')}
            items={columns.map((name) => ({ id: name, name: fieldLabel(view.fields, name) }))}
            canUpdate={!disabled}
            grid={rowGrid}
            headings={[t('fields.column.field')]}
            onMove={move}
          >
            {({ id, name }, onStep) => (
              <SortableRow
                key={id}
                item={{ id, name }}
                canUpdate={!disabled}
                grid={rowGrid}
                areas="'handle name actions'"
                narrowAreas="'handle name actions'"
                onStep={onStep}
              >
                <Column
                  name={name}
                  first={columns[0] === id}
                  problem={columnProblem(view, values, id)}
                  onRemove={disabled ? undefined : () => set(columns.filter((other) => other !== id))}
                />
              </SortableRow>
            )}
          </SortableList>
        </Box>
      )}
      {!disabled && (
        <Field.Root
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
          <Field.Label>{t('modules.columns.add')}</Field.Label>
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
          <Field.Hint />
          <Field.Error />
        </Field.Root>
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
        {first && problem === undefined && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t('modules.columns.first')}
          </Typography>
        )}
        {problem !== undefined && (
          <Typography tag="p" variant="pi" textColor="danger600">
            {t(`modules.columns.problem.${problem}`)}
          </Typography>
        )}
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
