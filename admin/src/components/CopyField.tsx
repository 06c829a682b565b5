import { useClipboard } from '@strapi/admin/strapi-admin';
import { Button, Field, Flex, Link, TextInput, useNotifyAT } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useEffect, useState } from 'react';
import { useMessages } from '../messages';

const SHOWN_MS = 2500;

interface Props {
  label: string;
  hint?: string;
  value: string;
  /** The value is an address that can be looked at. */
  isLink?: boolean;
}

/** A value to paste elsewhere. It can be selected by hand where the browser does not let a page copy. */
export function CopyField({ label, hint, value, isLink = false }: Props) {
  const t = useMessages();
  const { copy } = useClipboard();
  const { notifyStatus } = useNotifyAT();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');

  useEffect(() => {
    if (state !== 'copied') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function onCopy(): Promise<void> {
    const copied = await copy(value);
    setState(copied ? 'copied' : 'refused');
    notifyStatus(t(copied ? 'copy.done' : 'copy.refused'));
  }

  return (
    <Field.Root hint={state === 'refused' ? t('copy.refused') : hint}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={2} alignItems="stretch" width="100%">
        <Flex grow={1} direction="column" alignItems="stretch" minWidth={0}>
          <TextInput value={value} readOnly onFocus={(event) => event.target.select()} />
        </Flex>
        <Button
          variant="secondary"
          size="L"
          startIcon={state === 'copied' ? <Check /> : <Duplicate />}
          aria-label={t('copy.label', { label })}
          onClick={() => void onCopy()}
        >
          {t(state === 'copied' ? 'copy.copied' : 'copy.copy')}
        </Button>
      </Flex>
      <Field.Hint />
      {isLink && (
        <Link href={value} isExternal>
          {t('copy.open')}
        </Link>
      )}
    </Field.Root>
  );
}
