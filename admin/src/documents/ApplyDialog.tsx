import { TextInput, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { Settlement } from '../../../plugin/contract/editor/settlement';
import type { SettledType } from '../../../plugin/documents/types';
import { FormDialog } from '../components/FormDialog';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { amountText } from './amount-text';
import { amountTyped, proposed, typedOf } from './amounts';

export interface AppliedPart {
  type: SettledType;
  document: string;
  amount: number;
}

interface Props {
  title: string;
  settlement: Settlement;
  busy: boolean;
  onApply: (parts: AppliedPart[]) => void;
  onClose: () => void;
}

/** Asks what of a credit goes where: proposed oldest first, each amount can be changed. */
export function ApplyDialog({ title, settlement: { currency, left, open }, busy, onApply, onClose }: Props) {
  const t = useMessages();
  const intl = useIntl();
  const money = (amount: number): string => amountText(amount, currency, intl.locale);
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries([...proposed(left, open)].map(([id, amount]) => [id, amount === 0 ? '' : typedOf(amount, currency, intl.locale)])),
  );
  const [tried, setTried] = useState(false);

  const amounts = new Map(open.map(({ id }) => [id, amountTyped(typed[id] ?? '', currency, intl.locale)]));
  const problems = new Map(
    open.flatMap(({ id, left: most }) => {
      const amount = amounts.get(id) ?? null;
      if (amount === null) return [[id, t('settlement.problem.amount')]];
      return amount > most ? [[id, t('settlement.problem.more', { most: money(most) })]] : [];
    }),
  );
  const sum = [...amounts.values()].reduce<number>((all, amount) => all + (amount ?? 0), 0);
  const over = sum > left;
  const wrong = problems.size > 0 || over || sum === 0;

  function apply(): void {
    setTried(true);
    if (wrong) return;
    onApply(
      open.flatMap(({ type, id }) => {
        const amount = amounts.get(id) ?? 0;
        return amount > 0 ? [{ type: type as SettledType, document: id, amount }] : [];
      }),
    );
  }

  return (
    <FormDialog title={title} confirm={t('settlement.apply')} busy={busy} onConfirm={apply} onCancel={onClose}>
      {open.map(({ type, id, number, issueDate, left: most }) => (
        <LabelledField
          key={id}
          name={id}
          label={`${t(`document.type.${type}`)} ${number}`}
          hint={t('settlement.open', {
            date: intl.formatDate(issueDate, { dateStyle: 'medium', timeZone: 'UTC' }),
            left: money(most),
          })}
          error={problems.get(id)}
        >
          <TextInput
            inputMode="decimal"
            value={typed[id] ?? ''}
            disabled={busy}
            onChange={({ target }) => setTyped({ ...typed, [id]: target.value })}
          />
        </LabelledField>
      ))}
      <Typography role="status" textColor={over ? 'danger600' : 'neutral800'}>
        {t(over ? 'settlement.over' : 'settlement.sum', { sum: money(sum), left: money(left) })}
      </Typography>
      {tried && sum === 0 && <Typography textColor="danger600">{t('settlement.problem.none')}</Typography>}
    </FormDialog>
  );
}
