import type { NextStep } from '../../../plugin/contract/customer/payments';
import factorsCss from '../factors/factors.module.css';
import { useText } from '../language/useText';
import { part } from '../parts/part';
import { CopyButton } from '../ui/CopyButton';
import css from './payments.module.css';

/** Drawn where there is one: what draws it is no part of what everybody who pays loads. */
const QrCode = part(async () => (await import('../factors/QrCode')).default, {
  waiting: () => <span className={factorsCss.qrPlace} />,
});

type Given = Extract<NextStep, { kind: 'instructions' }>;

/** What somebody needs who pays elsewhere: lines to copy, and the same as a code for a banking app. */
export function Instructions({ lines, qr }: Pick<Given, 'lines' | 'qr'>) {
  const { t } = useText();
  return (
    <>
      <dl className={css.copied}>
        {lines.map(({ label, value, copy }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {copy && <CopyButton text={value} label={t('payment.copy')} about={label} />}
            </dd>
          </div>
        ))}
      </dl>
      {qr !== null && (
        <div className={css.qr}>
          <p>{t('payment.qr-text')}</p>
          <QrCode text={qr} label={t('payment.qr')} />
        </div>
      )}
    </>
  );
}
