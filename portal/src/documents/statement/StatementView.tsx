import { useEffect, useRef } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import type { Statement } from '../../../../plugin/contract/customer/statement';
import { dateIn } from '../../../../plugin/rules/calendar';
import { addressOf } from '../../api/client';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import listCss from '../../list/list.module.css';
import { SelectField } from '../../list/SelectField';
import { portal } from '../../portal-data';
import { call } from '../../session/call';
import { announce } from '../../ui/announce';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { Pending } from '../../ui/Pending';
import uiCss from '../../ui/ui.module.css';
import css from '../documents.module.css';
import { Day } from '../list/Day';
import { useFigures } from '../useFigures';
import { Ageing } from './Ageing';
import { Entries } from './Entries';
import { fromAddress, presetIn, PRESETS, presetOf, type Preset, type StatementState } from './period';

/** As many as one statement has (`plugin/contract/customer/statement.ts`). */
const MOST = 2000;

/** A statement of account: its period and currency, what it says, and its files. */
export function StatementView() {
  const { t } = useText();
  const [search, setSearch] = useSearchParams();
  const today = dateIn(portal.timeZone, new Date());
  const state = fromAddress(search, today);
  const query = useQuery({
    queryKey: ['documents', 'statement', state],
    queryFn: () => call('GET /statement', { query: state }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const change = (next: Partial<StatementState>) => setSearch({ ...state, ...next }, { replace: true, preventScrollReset: true });
  const { data, isPlaceholderData } = query;

  return (
    <>
      <Controls state={state} today={today} currencies={data?.currencies ?? []} shown={data?.currency} onChange={change} />
      <Pending query={query} shapes={['card', 'line', 'line', 'line']} className={pageCss.panel} />
      {data && !query.error && (
        <div className={listCss.results} aria-busy={isPlaceholderData || undefined}>
          {data.currencies.length === 0 ? (
            <section className={pageCss.empty}>
              <h2>{t('list.empty.title')}</h2>
              <p className={pageCss.muted}>{t('documents.empty', { organisation: portal.organisation.name })}</p>
            </section>
          ) : (
            <Shown statement={data} />
          )}
        </div>
      )}
    </>
  );
}

interface ControlsProps {
  state: StatementState;
  today: string;
  currencies: readonly string[];
  shown: string | undefined;
  onChange: (next: Partial<StatementState>) => void;
}

function Controls({ state, today, currencies, shown, onChange }: ControlsProps) {
  const { t } = useText();
  const { from, to } = state;
  const preset = presetIn(state, today);
  const options = PRESETS.map((value) => ({ value, label: t(`statement.period.${value}`) }));
  return (
    <search className={listCss.controls}>
      <SelectField<Preset | 'other'>
        label={t('statement.period')}
        value={preset ?? 'other'}
        options={preset ? options : [...options, { value: 'other', label: t('statement.period.other') }]}
        onChange={(chosen) => chosen !== 'other' && onChange(presetOf(chosen, today))}
      />
      <div className={css.days}>
        <Day label={t('documents.from')} value={from} onChange={(day) => day && onChange({ from: day, to: day > to ? day : to })} />
        <Day label={t('documents.to')} value={to} onChange={(day) => day && onChange({ to: day, from: day < from ? day : from })} />
      </div>
      {currencies.length > 1 && (
        <SelectField
          label={t('statement.currency')}
          value={shown ?? ''}
          options={currencies.map((value) => ({ value, label: value }))}
          onChange={(currency) => onChange({ currency })}
        />
      )}
    </search>
  );
}

function Shown({ statement }: { statement: Statement }) {
  const { t } = useText();
  const { money, date } = useFigures();
  const { opening, closing, currency, count, from, to } = statement;
  const said = t('statement.said', { from: date(from), to: date(to), closing: money(closing, currency) });
  const before = useRef(said);
  useEffect(() => {
    if (before.current !== said) announce(said);
    before.current = said;
  }, [said]);
  return (
    <>
      <section className={[css.standing, css['standing-open']].join(' ')} aria-label={t('statement.balances')}>
        <dl className={css.balances}>
          <div>
            <dt>{t('statement.opening-on', { date: date(from) })}</dt>
            <dd>{money(opening, currency)}</dd>
          </div>
          <div className={css.owed}>
            <dt>{t('statement.closing-on', { date: date(to) })}</dt>
            <dd>{money(closing, currency)}</dd>
          </div>
        </dl>
        {closing < 0 && <p className={css.muted}>{t('statement.in-credit', { organisation: portal.organisation.name })}</p>}
        {count <= MOST && <Files statement={statement} />}
      </section>
      {count > MOST ? <Notice kind="info" text={t('statement.too-many', { count, most: MOST })} /> : <Entries statement={statement} />}
      <Ageing statement={statement} />
    </>
  );
}

function Files({ statement: { from, to, currency } }: { statement: Statement }) {
  const { t } = useText();
  const link = (path: string, text: string) => (
    <a className={uiCss.button} href={addressOf(path, { query: { from, to, currency } })} download>
      <Icon name="download" />
      {text}
    </a>
  );
  return (
    <div className={css.actions}>
      {link('/statement/pdf', t('document.download'))}
      {link('/statement/csv', t('statement.csv'))}
    </div>
  );
}
