import { Fragment } from 'react';
import type { DocumentLines } from '../../../../plugin/rules/documents/lines';
import type { Totals } from '../../../../plugin/rules/documents/totals';
import { Muted } from '../../components/text';
import { useMessages } from '../../messages';
import { Sums } from './styles';

interface Props {
  totals: Totals | undefined;
  document: DocumentLines;
  pricesIncludeTax: boolean;
  money: (amount: number) => string;
}

/** What the document comes to, as its customer will read it. */
export function TotalsView({ totals, document, pricesIncludeTax, money }: Props) {
  const t = useMessages();
  if (!totals) return <Muted>{t('lines.totals.later')}</Muted>;
  const adjusted = (['discounts', 'charges'] as const).flatMap((kind) =>
    totals[kind].map((one, index) => ({
      id: one.id,
      name: document[kind][index]?.name ?? '',
      amount: (kind === 'discounts' ? -1 : 1) * (pricesIncludeTax ? one.gross : one.net),
    })),
  );
  const sum = totals.lines.reduce((all, line) => all + (pricesIncludeTax ? line.gross : line.net), 0);
  return (
    <Sums aria-label={t('lines.totals')}>
      {adjusted.length > 0 && (
        <>
          <dt>{t('lines.totals.lines')}</dt>
          <dd>{money(sum)}</dd>
          {adjusted.map(({ id, name, amount }) => (
            <Fragment key={id}>
              <dt>{name}</dt>
              <dd>{money(amount)}</dd>
            </Fragment>
          ))}
        </>
      )}
      <dt>{t('lines.totals.net')}</dt>
      <dd>{money(totals.net)}</dd>
      {totals.taxes.map(({ rate, tax, parts }, index) =>
        parts.length > 0 ? (
          parts.map((part) => (
            <Fragment key={`${index}-${part.name}`}>
              <dt>{part.name}</dt>
              <dd>{money(part.tax)}</dd>
            </Fragment>
          ))
        ) : (
          <Fragment key={index}>
            <dt>{rate.name}</dt>
            <dd>{money(tax)}</dd>
          </Fragment>
        ),
      )}
      <dt className="total">{t('lines.totals.gross')}</dt>
      <dd className="total">{money(totals.gross)}</dd>
    </Sums>
  );
}
