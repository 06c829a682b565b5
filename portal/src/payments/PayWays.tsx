import { useId } from 'react';
import type { MethodKind } from '../../../plugin/payments/kinds';
import formCss from '../forms/forms.module.css';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import css from './payments.module.css';
import { refusalOf, type ChosenWay } from './plan';
import { providerName, useMethodWords } from './words';

interface PayWaysProps {
  ways: readonly ChosenWay[];
  chosen: ChosenWay | undefined;
  amount: number | undefined;
  currency: string;
  field: { id: string; label: string };
  onChoose: (way: ChosenWay) => void;
}

/** What is paid with: what was saved, then what each provider takes. What does not take the amount says why. */
export function PayWays({ ways, chosen, amount, currency, field: { id, label }, onChoose }: PayWaysProps) {
  const { t } = useText();
  const { money } = useFigures();
  const { kindOf, nameOf, expiryOf } = useMethodWords();
  const notes = useId();
  const titleOf = (one: ChosenWay): string => {
    if (one.kind === 'saved') return nameOf(one.saved);
    const alike = ways.filter((other) => other.kind === 'new' && other.method === one.method).length > 1;
    return alike ? t('method.by', { name: kindOf(one.method), provider: providerName(one.way.provider) }) : kindOf(one.method);
  };
  const noteOf = (one: ChosenWay): string | undefined => {
    const refusal = amount === undefined ? undefined : refusalOf(one, amount);
    if (refusal) return t(refusal.kind === 'least' ? 'pay.least' : 'pay.most-of', { amount: money(refusal.limit, currency) });
    if (one.kind === 'new') return undefined;
    const date = expiryOf(one.saved);
    return date && t(one.saved.expiresSoon ? 'method.expires-soon' : 'method.expires', { date });
  };
  return (
    <fieldset className={[formCss.field, formCss.group].join(' ')}>
      <legend className={css.legend}>{label}</legend>
      <div className={css.ways}>
        {ways.map((one, index) => {
          const note = noteOf(one);
          return (
            <label key={one.key} className={css.choice}>
              <input
                id={index === 0 ? id : undefined}
                type="radio"
                name={id}
                checked={chosen?.key === one.key}
                disabled={amount !== undefined && refusalOf(one, amount) !== undefined}
                aria-describedby={note && `${notes}${index}`}
                onChange={() => onChoose(one)}
              />
              <span>
                {titleOf(one)}
                {note && (
                  <span className="small" id={`${notes}${index}`}>
                    {note}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** What takes days with a provider of which some payments do. */
const TAKE_DAYS: readonly MethodKind[] = ['sepa-debit', 'ach-debit', 'other'];

/** What happens after the button, in plain words. */
export function WhatNext({ chosen }: { chosen: ChosenWay }) {
  const { t } = useText();
  const { nameOf } = useMethodWords();
  const kind = chosen.kind === 'saved' ? chosen.saved.kind : chosen.method;
  const organisation = portal.organisation.name;
  const next =
    chosen.kind === 'saved'
      ? t('pay.next.saved', { method: nameOf(chosen.saved) })
      : t(`pay.next.${chosen.way.flow}`, { provider: providerName(chosen.way.provider), organisation });
  return <p>{[next, ...(chosen.way?.slow && TAKE_DAYS.includes(kind) ? [t('pay.next.slow')] : [])].join(' ')}</p>;
}
