import { useId } from '@strapi/design-system';
import type { ChangeEvent, InputHTMLAttributes, ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { LINE_LIMITS, type Share, type TaxRate } from '../../../../plugin/rules/documents/lines';
import { SmallError } from '../../components/text';
import { useMessages } from '../../messages';
import { digitsShown, digitsTyped } from '../decimals';
import { useTyped } from '../use-typed';
import { placeOf, ratesFor, shareShown, shareTyped, snapshot, type Column } from './lines';
import { CellArea, CellInput, CellSelect } from './styles';

/** Where a cell is, for the keyboard; adjustments have no place in the grid. */
export interface At {
  row: number;
  column: Column;
}

interface Common {
  label: string;
  error: string | undefined;
  readOnly: boolean;
  at?: At;
}

const placed = (at: At | undefined) => (at ? { 'data-row': at.row, 'data-column': at.column } : {});

/** A field with what is wrong with it below. */
function WithError({ error, id, children }: { error: string | undefined; id: string; children: ReactNode }) {
  return (
    <>
      {children}
      {error !== undefined && (
        <span id={id}>
          <SmallError>{error}</SmallError>
        </span>
      )}
    </>
  );
}

type TextProps = Common &
  Pick<InputHTMLAttributes<HTMLInputElement>, 'placeholder' | 'maxLength'> & {
    value: string;
    lines?: boolean;
    onChange: (text: string) => void;
  };

/** Plain text; of several lines where it says so. */
export function TextCell({ label, error, readOnly, at, lines = false, value, onChange, ...rest }: TextProps) {
  const described = useId();
  const field = {
    ...rest,
    ...placed(at),
    'aria-label': label,
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : described,
    readOnly,
    autoComplete: 'off',
    value,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(target.value),
  };
  return (
    <WithError error={error} id={described}>
      {lines ? <CellArea rows={1} {...field} /> : <CellInput {...field} />}
    </WithError>
  );
}

interface TypedProps extends Common {
  shown: string;
  placeholder?: string;
  onType: (typed: string) => void;
}

/** What is kept in another form than it is typed in. */
function TypedCell({ label, error, readOnly, at, shown, placeholder, onType }: TypedProps) {
  const described = useId();
  const typed = useTyped(shown, onType);
  return (
    <WithError error={error} id={described}>
      <CellInput
        {...typed}
        {...placed(at)}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : described}
        readOnly={readOnly}
        inputMode="decimal"
        autoComplete="off"
        onFocus={({ target }) => target.select()}
      />
    </WithError>
  );
}

/** An exact decimal. */
export function DecimalCell({
  value,
  onChange,
  ...cell
}: Common & { value: string; placeholder?: string; onChange: (digits: string) => void }) {
  const { locale } = useIntl();
  return <TypedCell {...cell} shown={digitsShown(value, locale)} onType={(typed) => onChange(digitsTyped(typed, locale))} />;
}

interface ShareProps extends Common {
  value: Share | null;
  exponent: number;
  onChange: (share: Share | null) => void;
}

/** A percentage or an amount. */
export function ShareCell({ value, exponent, onChange, ...cell }: ShareProps) {
  const { locale } = useIntl();
  return (
    <TypedCell {...cell} shown={shareShown(value, exponent, locale)} onType={(typed) => onChange(shareTyped(typed, exponent, locale))} />
  );
}

interface TaxProps extends Common {
  value: TaxRate | 'as-lines' | null;
  rates: readonly TaxRate[];
  /** A discount or charge may be taxed as the lines are. */
  asLines?: boolean;
  onChange: (tax: TaxRate | 'as-lines' | null) => void;
}

/** A rate of the settings, the one that stands there, or none. */
export function TaxCell({ label, error, readOnly, at, value, rates, asLines = false, onChange }: TaxProps) {
  const t = useMessages();
  const described = useId();
  const present = typeof value === 'string' ? null : value;
  const offered = ratesFor(rates, present);
  return (
    <WithError error={error} id={described}>
      <CellSelect
        {...placed(at)}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : described}
        disabled={readOnly}
        value={value === 'as-lines' ? value : present ? String(placeOf(offered, present)) : ''}
        onChange={({ target }) => {
          const rate = offered[Number(target.value)];
          onChange(target.value === 'as-lines' ? 'as-lines' : target.value === '' || !rate ? null : snapshot(rate));
        }}
      >
        {asLines && <option value="as-lines">{t('lines.tax.as-lines')}</option>}
        <option value="">{t('lines.tax.none')}</option>
        {offered.map((rate, index) => (
          <option key={index} value={index}>
            {rate.name}
          </option>
        ))}
      </CellSelect>
    </WithError>
  );
}

export const { name: NAME_MAX, description: DESCRIPTION_MAX, unit: UNIT_MAX } = LINE_LIMITS;
