import { useForm } from '@strapi/admin/strapi-admin';
import { Flex, Typography, useId } from '@strapi/design-system';
import { useCallback, useMemo, useRef, type ClipboardEvent } from 'react';
import { useIntl } from 'react-intl';
import { useLocation } from 'react-router-dom';
import { LINE_LIMITS, type DocumentLines, type Line, type PricingTerms } from '../../../../plugin/rules/documents/lines';
import { exponentOf, isCurrency } from '../../../../plugin/rules/money/currency';
import { moneyText } from '../../../../plugin/rules/money/text';
import { call } from '../../api/client';
import { useLoad } from '../../api/use-load';
import { Small, SmallError } from '../../components/text';
import { useMessages } from '../../messages';
import { newId } from '../new-id';
import { problemWords } from '../words';
import { Adjustments } from './Adjustments';
import { figuresOf } from './figures';
import { LineRow, type RowAction } from './LineRow';
import { cellsIn, COLUMNS, linesIn, newLine, pasted, snapshot, type Column } from './lines';
import { Grid } from './styles';
import { TotalsView } from './TotalsView';
import { placeIn, useKeys } from './use-keys';

/** What Strapi's form gives a custom field. */
interface Props {
  name: string;
  label: string;
  hint?: string;
  disabled?: boolean;
  error?: unknown;
  value: unknown;
  onChange: (event: { target: { name: string; type: string; value: DocumentLines } }) => void;
}

const HEADINGS = ['item', 'quantity', 'unit', 'rate', 'discount', 'tax', 'amount'] as const;
/** Their widths; the first has what is left, the last is the menu's. */
const WIDTHS = ['auto', '9%', '8%', '13%', '11%', '15%', '15%', '3.6rem'];

/** The lines of a document as a grid that one types into, with what they come to. */
export default function LinesInput({ name, label, hint, disabled = false, error, value, onChange }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const heading = useId();
  const form = useForm('LinesInput', ({ values }) => values) as Record<string, unknown>;
  const { data: options, failure } = useLoad(() => call('GET /documents/options'));
  // The id of the line that begins when something is typed into the empty one: its row stays, and so does the focus.
  const nextId = useRef(newId());

  // The form of a copy has the state of what it is copied from.
  const isCopy = useLocation().pathname.includes('/clone/');
  const readOnly = disabled || (!isCopy && form.state !== undefined && form.state !== null && form.state !== 'draft');
  const document = useMemo(() => linesIn(value), [value]);
  const named = typeof form.currency === 'string' ? form.currency : '';
  const currency = isCurrency(named) ? named : (options?.currency ?? 'EUR');
  const pricesIncludeTax = form.pricesIncludeTax === true;
  const usual = options?.taxRounding ?? 'document';
  const figures = useMemo(() => {
    const terms = (taxRounding: PricingTerms['taxRounding']): PricingTerms => ({ currency, pricesIncludeTax, taxRounding });
    const now = figuresOf(document, terms(usual));
    // An issued document keeps the rounding that it was issued with, whatever the settings say now.
    if (!readOnly || !now.totals || String(now.totals.tax) === String(form.tax)) return now;
    const other = figuresOf(document, terms(usual === 'line' ? 'document' : 'line'));
    return String(other.totals?.tax) === String(form.tax) ? other : now;
  }, [document, currency, pricesIncludeTax, usual, readOnly, form.tax]);
  const exponent = exponentOf(currency);
  const rates = useMemo(() => options?.taxRates ?? [], [options]);
  const money = (amount: number): string => moneyText(amount, currency, locale);
  const errorAt = (...path: (string | number)[]): string | undefined => {
    const code = figures.problems.get(path.join('.'));
    return code && problemWords(t, code);
  };

  const set = useRef<(next: Partial<DocumentLines>) => void>(() => undefined);
  set.current = (next) => onChange({ target: { name, type: 'json', value: { ...document, ...next } } });
  const present = useRef(document);
  present.current = document;

  const blank = useCallback(
    (id: string): Line => {
      const [first] = rates;
      const above = present.current.lines.at(-1);
      return newLine(id, above ? above.tax : first ? snapshot(first) : null);
    },
    [rates],
  );

  const change = useCallback((index: number, line: Line) => {
    const { lines } = present.current;
    if (index < lines.length) return set.current({ lines: lines.map((other, at) => (at === index ? line : other)) });
    set.current({ lines: [...lines, line] });
  }, []);

  const move = useCallback((index: number, by: 1 | -1): boolean => {
    const lines = [...present.current.lines];
    const [from, to] = [lines[index], lines[index + by]];
    if (!from || !to) return false;
    lines[index] = to;
    lines[index + by] = from;
    set.current({ lines });
    return true;
  }, []);

  const act = useCallback(
    (index: number, action: RowAction) => {
      const { lines } = present.current;
      const line = lines[index];
      if (!line) return;
      if (action === 'up' || action === 'down') return void move(index, action === 'up' ? -1 : 1);
      if (action === 'remove') return set.current({ lines: lines.filter((_, at) => at !== index) });
      const added = action === 'insert' ? blank(newId()) : { ...line, id: newId() };
      const place = action === 'insert' ? index : index + 1;
      set.current({ lines: [...lines.slice(0, place), added, ...lines.slice(place)] });
    },
    [blank, move],
  );

  const { grid, onKeyDown } = useKeys(readOnly ? () => false : move);

  function onPaste(event: ClipboardEvent): void {
    const at = placeIn(event.target);
    const rows = cellsIn(event.clipboardData.getData('text/plain'));
    if (!at || readOnly || (rows.length <= 1 && (rows[0]?.length ?? 0) <= 1)) return;
    event.preventDefault();
    set.current({ lines: pasted(document.lines, rows, at, { rates, exponent, locale }, () => blank(newId())) });
  }

  if (document.lines.some(({ id }) => id === nextId.current)) nextId.current = newId();
  const full = document.lines.length >= LINE_LIMITS.lines;
  const shown = readOnly || full ? document.lines : [...document.lines, blank(nextId.current)];
  const whole = [errorAt('lines'), errorAt(), typeof error === 'string' && figures.problems.size === 0 ? error : undefined].find(Boolean);
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-labelledby={heading} width="100%">
      <Typography id={heading} variant="pi" fontWeight="bold">
        {label}
      </Typography>
      <Grid ref={grid} onKeyDown={onKeyDown} onPaste={onPaste}>
        <table>
          <colgroup>
            {WIDTHS.map((width, index) => (
              <col key={index} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {HEADINGS.map((column) => (
                <th key={column} scope="col" {...(['quantity', 'rate', 'discount', 'amount'].includes(column) && { className: 'number' })}>
                  {t(`lines.column.${column}`)}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {shown.map((line, index) => (
              <LineRow
                key={line.id}
                line={line}
                index={index}
                isNew={index >= document.lines.length}
                amount={figures.amounts.has(line.id) ? money(figures.amounts.get(line.id) ?? 0) : '–'}
                errors={errorsOf(index, errorAt)}
                rates={rates}
                exponent={exponent}
                readOnly={readOnly}
                onChange={change}
                onAction={act}
              />
            ))}
          </tbody>
        </table>
      </Grid>
      {whole !== undefined && <SmallError>{whole}</SmallError>}
      {failure && !readOnly && <Small>{t('lines.no-rates')}</Small>}
      {(['discounts', 'charges'] as const).map((kind) => (
        <Adjustments
          key={kind}
          kind={kind}
          value={document[kind]}
          rates={rates}
          exponent={exponent}
          readOnly={readOnly}
          errorAt={(index, member) => errorAt(kind, index, member)}
          onChange={(adjustments) => set.current({ [kind]: adjustments })}
        />
      ))}
      <div aria-live="polite">
        <TotalsView totals={figures.totals} document={document} pricesIncludeTax={pricesIncludeTax} money={money} />
      </div>
      {hint !== undefined && hint !== '' && <Small>{hint}</Small>}
      {!readOnly && <Small>{t('lines.keys')}</Small>}
    </Flex>
  );
}

/** What is wrong with a line, by column; nothing where it is right, so that its row is not drawn again. */
function errorsOf(
  index: number,
  errorAt: (...path: (string | number)[]) => string | undefined,
): Partial<Record<Column, string>> | undefined {
  const found = COLUMNS.flatMap((column) => {
    const words = errorAt('lines', index, column);
    return words === undefined ? [] : [[column, words] as const];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
