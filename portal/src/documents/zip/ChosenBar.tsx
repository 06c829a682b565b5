import { useEffect, useRef, useState } from 'react';
import { dateIn } from '../../../../plugin/rules/calendar';
import type { DocumentType } from '../../../../plugin/documents/types';
import { PAYMENT_PARTS_MAX } from '../../../../plugin/payments/kinds';
import { hasCode } from '../../api/api-error';
import { useFileSize } from '../../files/file-size';
import { useText } from '../../language/useText';
import { PayChosen, usePayable } from '../../payments/PayChosen';
import { portal } from '../../portal-data';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { Refused } from '../../ui/Refused';
import { useAction } from '../../ui/useAction';
import css from '../documents.module.css';
import { fetchZip, save } from './fetch-zip';
import type { Choice } from './useChoice';

/** As many as a zip holds (`plugin/contract/customer/documents.ts`). */
const MOST = 500;

interface ChosenBarProps {
  type: DocumentType;
  choice: Choice;
  /** How many documents the list finds. */
  found: number;
}

/** How many documents are chosen, and the ways to pay them and to have their PDFs as one file. */
export function ChosenBar({ type, choice, found }: ChosenBarProps) {
  const { t } = useText();
  const size = useFileSize();
  const { doing, error, start } = useAction();
  const [bytes, setBytes] = useState(0);
  const [done, setDone] = useState<string>();
  const given = useRef<AbortController>();
  // Who leaves the page does not want it any more.
  useEffect(() => {
    return () => given.current?.abort();
  }, []);
  const { all, count, rows, clear, takeAll, zipped } = choice;
  const paid = usePayable(rows);
  // Of more than is shown nobody knows here what is left to pay.
  const payable = all && count > rows.length ? undefined : paid;
  const said = count > 0 ? t(all ? 'documents.zip.all-chosen' : 'documents.zip.chosen', { count }) : t('documents.zip.none');
  const before = useRef(said);
  useEffect(() => {
    if (before.current !== said) announce(said);
    before.current = said;
  }, [said]);

  const download = () =>
    start('it', async () => {
      const way = (given.current = new AbortController());
      setDone(undefined);
      setBytes(0);
      announce(t('documents.zip.making'));
      try {
        const name = `${t(`nav.documents.${type}`)} ${dateIn(portal.timeZone, new Date())}.zip`;
        save(await fetchZip(type, zipped, { signal: way.signal, onBytes: setBytes }), name);
        setDone(t('documents.zip.done', { count, name }));
      } catch (thrown) {
        if (!way.signal.aborted) throw thrown;
      }
    });

  return (
    <section className={css.chosen} aria-label={t('documents.zip.label')}>
      {error && <Refused error={error} text={hasCode(error, 'network') ? t('documents.zip.torn') : undefined} />}
      {done && <Notice text={done} />}
      <div className={css.chosenRow}>
        <p className={count > 0 ? undefined : css.muted}>{doing ? t('documents.zip.so-far', { size: size(bytes) }) : said}</p>
        <div className={css.actions}>
          {doing && <Button onClick={() => given.current?.abort()}>{t('documents.zip.cancel')}</Button>}
          {!doing && payable && !payable.why && <PayChosen payable={payable.payable} />}
          {!doing && count > 0 && count <= MOST && (
            <Button kind={payable ? 'plain' : 'primary'} onClick={() => void download()}>
              <Icon name="download" />
              {t('documents.zip.download')}
            </Button>
          )}
          {!doing && !all && found > 1 && found <= MOST && (
            <Button kind="quiet" onClick={takeAll}>
              {t('documents.zip.choose-all', { count: found })}
            </Button>
          )}
          {!doing && count > 0 && (
            <Button kind="quiet" onClick={clear}>
              {t('documents.zip.clear')}
            </Button>
          )}
        </div>
      </div>
      {payable?.why === 'currencies' && <p className="small">{t('pay.one-currency')}</p>}
      {payable?.why === 'many' && <p className="small">{t('pay.most', { most: PAYMENT_PARTS_MAX })}</p>}
      {(count > MOST || (count > 0 && !all && found > MOST)) && <p className="small">{t('documents.zip.most', { most: MOST })}</p>}
    </section>
  );
}
