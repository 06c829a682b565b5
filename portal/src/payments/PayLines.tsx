import { useId } from 'react';
import { Link } from 'react-router-dom';
import { dateIn } from '../../../plugin/rules/calendar';
import type { PaymentOptions } from '../../../plugin/contract/customer/payments';
import documentCss from '../documents/documents.module.css';
import { documentPath } from '../documents/types';
import { Until } from '../documents/Until';
import { useFigures } from '../documents/useFigures';
import { TextField } from '../forms/Field';
import formCss from '../forms/forms.module.css';
import type { Problem } from '../forms/problems';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { useMoment } from '../security/useMoment';
import { LinkButton } from '../ui/LinkButton';
import { Notice } from '../ui/Notice';
import css from './payments.module.css';
import { isBlocked, type Payable, type PlannedLine, type Wish } from './plan';

interface PayLinesProps {
  options: PaymentOptions;
  lines: readonly PlannedLine[];
  wish: Wish;
  /** Documents can be left out. */
  several: boolean;
  /** Who holds a public link sees that one document. */
  linked: boolean;
  field: (document: string) => { id: string; label: string; problem: Problem | undefined };
  onChange: (wish: Wish) => void;
}

/** What is paid: each document with what is left of it, and how much of that. */
export function PayLines({ options, lines, wish, several, linked, field, onChange }: PayLinesProps) {
  const { t } = useText();
  const { money } = useFigures();
  const { currency } = options;
  const leave = (id: string, out: boolean) => {
    const without = new Set(wish.without);
    if (out) without.add(id);
    else without.delete(id);
    onChange({ ...wish, without });
  };
  const type = (id: string, text: string | undefined) => {
    const parts = new Map(wish.parts);
    if (text === undefined) parts.delete(id);
    else parts.set(id, text);
    onChange({ ...wish, parts });
  };
  return (
    <ul role="list" className={css.lines}>
      {lines.map((line) => {
        const { document, chosen, least } = line;
        const name = t('document.title', { type: t(`document.type.${document.type}`), number: document.number });
        const blocked = isBlocked(document, options);
        return (
          <li key={document.id} className={css.line}>
            <div className={css.lineHead}>
              {several && (
                <input
                  type="checkbox"
                  className={css.tick}
                  aria-label={t('pay.choose', { name })}
                  checked={chosen}
                  disabled={blocked}
                  onChange={({ target }) => leave(document.id, !target.checked)}
                />
              )}
              <span className={css.what}>
                {linked ? name : <Link to={documentPath(document)}>{name}</Link>}
                <Due document={document} />
              </span>
              <span className={css.amount}>
                {money(document.left, currency)}
                {line.left !== document.left && (
                  <span className="small">{t('pay.after-credit', { amount: money(line.left, currency) })}</span>
                )}
              </span>
            </div>
            {document.pending && <OnItsWay pending={document.pending} currency={currency} blocked={blocked} linked={linked} />}
            {chosen && least !== null && (
              <PartChoice
                line={{ ...line, least }}
                currency={currency}
                name={several ? name : undefined}
                typed={wish.parts.get(document.id)}
                field={field(document.id)}
                onType={(text) => type(document.id, text)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Due({ document: { type, dueDate } }: { document: Payable }) {
  const { t } = useText();
  if (dueDate === null) return null;
  const late = dueDate < dateIn(portal.timeZone, new Date());
  return (
    <span className="small">
      {t('documents.column.dueDate')} <Until document={{ type, state: late ? 'overdue' : 'open', untilDate: dueDate }} />
    </span>
  );
}

interface OnItsWayProps {
  pending: NonNullable<Payable['pending']>;
  currency: string;
  blocked: boolean;
  linked: boolean;
}

/** A payment of the document that is not settled yet. */
function OnItsWay({ pending: { id, since, amount }, currency, blocked, linked }: OnItsWayProps) {
  const { t } = useText();
  const { money } = useFigures();
  const { moment } = useMoment();
  const values = { amount: money(amount, currency), moment: moment(since) };
  return (
    <Notice kind="warning" text={t(blocked ? 'pay.pending-blocks' : 'pay.pending-warns', values)}>
      {id !== null && !linked && <LinkButton to={`/payments/${id}`}>{t('pay.pending-see')}</LinkButton>}
    </Notice>
  );
}

interface PartChoiceProps {
  line: PlannedLine & { least: number };
  currency: string;
  /** Of the document, where there are several. */
  name: string | undefined;
  /** Undefined: all is paid. */
  typed: string | undefined;
  field: { id: string; label: string; problem: Problem | undefined };
  onType: (text: string | undefined) => void;
}

/** All of it, or a part that is typed then. */
function PartChoice({ line: { left, least }, currency, name, typed, field, onType }: PartChoiceProps) {
  const { t } = useText();
  const { money } = useFigures();
  const id = useId();
  return (
    <div className={[css.parts, name === undefined && css.alone].filter(Boolean).join(' ')}>
      <fieldset className={[formCss.field, formCss.group].join(' ')}>
        <legend className={name === undefined ? formCss.legend : 'visually-hidden'}>
          {name === undefined ? t('pay.how-much') : t('pay.how-much-of', { name })}
        </legend>
        <div className={formCss.choices}>
          <label className={formCss.choice}>
            <input type="radio" name={id} checked={typed === undefined} onChange={() => onType(undefined)} />
            {t('pay.all', { amount: money(left, currency) })}
          </label>
          <label className={formCss.choice}>
            <input type="radio" name={id} checked={typed !== undefined} onChange={() => onType('')} />
            {t('pay.part')}
          </label>
        </div>
      </fieldset>
      {typed !== undefined && (
        <TextField
          {...field}
          className={[formCss.short, documentCss.amount].join(' ')}
          inputMode="decimal"
          autoComplete="off"
          help={field.problem ? undefined : t('pay.part-help', { least: money(least, currency), most: money(left, currency) })}
          value={typed}
          onChange={onType}
        />
      )}
    </div>
  );
}
