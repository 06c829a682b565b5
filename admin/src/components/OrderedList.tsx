import { Box, Flex, IconButton, Switch, Typography } from '@strapi/design-system';
import { Eye, Pencil, Trash } from '@strapi/icons';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useMessages, type MessageId } from '../messages';
import { Confirm, type Question } from './Confirm';
import { SortableList } from './SortableList';
import { CellHeading, type RowLayout } from './SortableRow';
import type { Entry, OrderedEntries } from './use-ordered-list';

/** What a row says of its entry. The first column is what the entry is called and has no words of its own. */
export interface Column<T> {
  /** Its place in the row. */
  area: string;
  heading: MessageId;
  /** On a wide screen, in shares of what is left. */
  share: number;
  words?: (entry: T) => ReactNode;
  /** What stands below the words. */
  below?: (entry: T) => ReactNode;
}

interface Props<T extends Entry> {
  /** What the list is called, read out. */
  label: string;
  list: OrderedEntries<T>;
  columns: readonly Column<T>[];
  canUpdate: boolean;
  switchLabel: (name: string) => string;
  maySwitch?: (entry: T) => boolean;
  /** Opens an entry: by its address, where it can be looked at too, or over the list. */
  open: { to: (entry: T) => string; viewLabel: MessageId } | ((entry: T) => void);
  switchQuestion?: (entry: T, enabled: boolean) => Question | undefined;
  deleteQuestion: (entry: T) => Question;
  /** The row that had the focus is gone, if it worked. */
  onDeleted: (done: boolean) => void;
}

interface Asking {
  id: string;
  question: Question;
  run: () => Promise<boolean>;
  after?: (done: boolean) => void;
}

/** Handle, columns, switch, actions; on a narrow screen each column has a line of its own. */
function layoutOf(columns: readonly Column<never>[]): RowLayout {
  const [first, ...others] = columns.map(({ area }) => area);
  return {
    grid: ['4.8rem', ...columns.map(({ share }) => `minmax(0, ${share}fr)`), '6.4rem', '8.8rem'].join(' '),
    areas: `'handle ${[first, ...others].join(' ')} on actions'`,
    narrowAreas: [`'handle ${first} on'`, ...[...others, 'actions'].map((area) => `'. ${area} ${area}'`)].join(' '),
  };
}

/** Things that customers see in this order: moved, switched, opened and deleted here. */
export function OrderedList<T extends Entry>(props: Props<T>) {
  const { label, list, columns, canUpdate, switchLabel, maySwitch = () => true, open, switchQuestion, deleteQuestion, onDeleted } = props;
  const t = useMessages();
  const [asking, setAsking] = useState<Asking>();

  function onSwitch(entry: T, enabled: boolean): void {
    const run = () => list.switchOn(entry, enabled);
    const question = switchQuestion?.(entry, enabled);
    if (question) setAsking({ id: entry.id, question, run });
    else void run();
  }

  const onDelete = (entry: T): void =>
    setAsking({ id: entry.id, question: deleteQuestion(entry), run: () => list.remove(entry), after: onDeleted });

  async function confirm({ run, after }: Asking): Promise<void> {
    const done = await run();
    setAsking(undefined);
    after?.(done);
  }

  return (
    <>
      <SortableList
        label={label}
        items={[...list.entries]}
        canUpdate={canUpdate}
        layout={layoutOf(columns)}
        headings={[...columns.map(({ heading }) => t(heading)), t('list.column.on')]}
        onMove={list.move}
      >
        {(entry) => {
          const { id, name, enabled } = entry;
          const busy = list.busy.has(id);
          return (
            <>
              {columns.map(({ area, heading, words, below }, index) => (
                <Box key={area} style={{ gridArea: area }} paddingRight={4} minWidth={0}>
                  {index > 0 && (
                    <Typography tag="p">
                      <CellHeading>{t(heading)}: </CellHeading>
                      {words?.(entry)}
                    </Typography>
                  )}
                  {below?.(entry)}
                </Box>
              ))}
              <Flex style={{ gridArea: 'on' }}>
                <Switch
                  aria-label={switchLabel(name)}
                  checked={enabled}
                  disabled={!canUpdate || busy || !maySwitch(entry)}
                  onCheckedChange={(on) => onSwitch(entry, on)}
                />
              </Flex>
              <Flex style={{ gridArea: 'actions' }} gap={1} justifyContent={{ initial: 'flex-start', large: 'flex-end' }}>
                {typeof open === 'object' && (
                  <IconButton tag={Link} to={open.to(entry)} label={t(canUpdate ? 'list.edit' : open.viewLabel, { name })} variant="ghost">
                    {canUpdate ? <Pencil /> : <Eye />}
                  </IconButton>
                )}
                {canUpdate && typeof open === 'function' && (
                  <IconButton label={t('list.edit', { name })} variant="ghost" disabled={busy} onClick={() => open(entry)}>
                    <Pencil />
                  </IconButton>
                )}
                {canUpdate && (
                  <IconButton label={t('list.delete', { name })} variant="ghost" disabled={busy} onClick={() => onDelete(entry)}>
                    <Trash />
                  </IconButton>
                )}
              </Flex>
            </>
          );
        }}
      </SortableList>
      <Confirm
        question={asking?.question}
        busy={asking !== undefined && list.busy.has(asking.id)}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && void confirm(asking)}
      />
    </>
  );
}
