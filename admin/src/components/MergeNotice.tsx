import { Box, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import { useMessages } from '../messages';
import type { Merge, Values } from './merge';
import { Notice } from './Notice';

interface Props<V extends Values> {
  merge: Merge<V>;
  /** What the other editor saved. */
  theirs: V;
  describe: (name: keyof V & string, value: V[keyof V & string]) => { label: string; value: string };
  onClose: () => void;
}

/** After a conflict: which of one's own changes now lie over the newest version, and what they would replace. */
export function MergeNotice<V extends Values>({ merge, theirs, describe, onClose }: Props<V>) {
  const t = useMessages();
  const box = useRef<HTMLDivElement>(null);

  // The editor may be anywhere on the page, and the dialog that closes puts the focus back there.
  useEffect(() => {
    const timer = setTimeout(() => box.current?.focus());
    return () => clearTimeout(timer);
  }, [merge]);

  const lines = merge.mine.map((name) => {
    const own = describe(name, merge.values[name]);
    const other = describe(name, theirs[name]);
    const id = merge.both.includes(name) ? 'conflict.line-both' : 'conflict.line';
    return { name, text: t(id, { label: own.label, mine: own.value, theirs: other.value }) };
  });
  return (
    <div ref={box} tabIndex={-1}>
      <Notice kind={merge.both.length > 0 ? 'warning' : 'info'} title={t('conflict.review-title')} onClose={onClose}>
        <Typography tag="p">{t(lines.length > 0 ? 'conflict.review' : 'conflict.nothing-left')}</Typography>
        {lines.length > 0 && (
          <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
            {lines.map((line) => (
              <li key={line.name}>
                <Typography style={{ overflowWrap: 'anywhere' }}>{line.text}</Typography>
              </li>
            ))}
          </Box>
        )}
      </Notice>
    </div>
  );
}
