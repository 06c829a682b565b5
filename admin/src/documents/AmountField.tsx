import { TextInput } from '@strapi/design-system';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import type { AmountInput } from './use-amount';

/** The field of an amount that is asked for. */
export function AmountField({ input, hint, disabled = false }: { input: AmountInput; hint?: string; disabled?: boolean }) {
  const t = useMessages();
  return (
    <LabelledField name="amount" label={t('settlement.amount')} error={input.problem} hint={hint} required>
      <TextInput inputMode="decimal" value={input.typed} disabled={disabled} onChange={({ target }) => input.setTyped(target.value)} />
    </LabelledField>
  );
}
