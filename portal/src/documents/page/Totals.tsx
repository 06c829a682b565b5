import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { useText } from '../../language/useText';
import css from '../documents.module.css';
import { useFigures } from '../useFigures';
import { balanceLabel } from '../words';

/** From the lines to what it comes to, as it was worked out when it was written. */
export function Totals({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { money, percent } = useFigures();
  const { type, currency, discounts, charges, net, taxes, gross, balance, pricesIncludeTax, state } = document;
  const sum = (amount: number): string => money(amount, currency);
  const settled = balance !== null && state !== 'void' ? gross - balance : 0;
  const taxRows = taxes.map(({ name, percent: rate, taxable, tax }, index) => (
    <Row
      key={index}
      label={t(pricesIncludeTax ? 'document.tax-within' : 'document.tax-of', { name, percent: percent(rate), taxable: sum(taxable) })}
      amount={sum(tax)}
    />
  ));
  return (
    <dl className={css.totals}>
      {discounts.map(({ id, name, amount }) => (
        <Row key={id} label={name || t('document.discount')} amount={sum(-amount)} />
      ))}
      {charges.map(({ id, name, amount }) => (
        <Row key={id} label={name || t('document.charge')} amount={sum(amount)} />
      ))}
      {!pricesIncludeTax && taxes.length > 0 && <Row label={t('document.net')} amount={sum(net)} />}
      {!pricesIncludeTax && taxRows}
      <Row label={t('document.total')} amount={sum(gross)} strong />
      {pricesIncludeTax && taxRows}
      {settled !== 0 && balance !== null && (
        <>
          <Row label={t(type === 'credit-note' ? 'document.used' : 'document.paid')} amount={sum(-settled)} />
          <Row label={balanceLabel(type, t)} amount={sum(balance)} strong />
        </>
      )}
    </dl>
  );
}

const Row = ({ label, amount, strong = false }: { label: string; amount: string; strong?: boolean }) => (
  <div className={strong ? css.strong : undefined}>
    <dt>{label}</dt>
    <dd>{amount}</dd>
  </div>
);
