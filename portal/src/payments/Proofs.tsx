import { useId, useState, type ReactNode } from 'react';
import type { PaymentProof } from '../../../plugin/contract/customer/payments';
import { isProofType, PROOF_TYPES } from '../../../plugin/payments/limits';
import pageCss from '../app/page.module.css';
import { DropZone } from '../files/DropZone';
import { megabytesOf, useFileSize } from '../files/file-size';
import filesCss from '../files/files.module.css';
import { Uploading } from '../files/Uploading';
import { useUploadQueue } from '../files/useUploadQueue';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { useMoment } from '../security/useMoment';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Confirm } from '../ui/LazyConfirm';
import css from './payments.module.css';
import type { SeenPayment } from './PaymentState';

/** How proofs are sent, opened and removed: by who is signed in, or by a link. */
export interface ProofWays {
  send: (file: File, how: { signal: AbortSignal; onProgress: (part: number) => void }) => Promise<unknown>;
  remove: (proof: PaymentProof) => Promise<unknown>;
  /** Its name, as what opens it. */
  name: (proof: PaymentProof) => ReactNode;
  /** Where its picture is; undefined where there is none to show. */
  picture?: (proof: PaymentProof) => string | undefined;
}

interface ProofsProps extends ProofWays {
  payment: Pick<SeenPayment, 'proofs' | 'next' | 'state'>;
  /** Asks what there is now. */
  changed: () => Promise<unknown>;
}

const ACCEPT = `${PROOF_TYPES.join(',')},.pdf,.png,.jpg,.jpeg`;

/** Files that show that a transfer was made: what there is, and room for more as long as it waits. */
export function Proofs({ payment: { proofs, next, state }, send, remove, name, picture, changed }: ProofsProps) {
  const { t } = useText();
  const { moment } = useMoment();
  const size = useFileSize();
  const id = useId();
  const [asking, setAsking] = useState<PaymentProof>();
  const organisation = portal.organisation.name;
  const { uploads, add, dismiss, open } = useUploadQueue({
    most: proofs?.fileBytes ?? 0,
    check: ({ type }) => (type === '' || isProofType(type) ? undefined : { message: 'file.problem.kind' }),
    send,
    onSent: () => void changed(),
  });
  if (!proofs || (proofs.rows.length === 0 && !proofs.mayAdd)) return null;
  const { rows, mayAdd, most, fileBytes } = proofs;
  const room = most - rows.length - open;
  const isTold = next?.kind === 'instructions' && next.told;
  return (
    <section className={css.proofs} aria-labelledby={id}>
      <h2 id={id}>{t('payment.proof.title')}</h2>
      {mayAdd && <p className={pageCss.muted}>{t('payment.proof.help', { most, size: megabytesOf(fileBytes), organisation })}</p>}
      {(rows.length > 0 || uploads.length > 0) && (
        <ul role="list" className={filesCss.files}>
          {rows.map((proof) => {
            const shown = picture?.(proof);
            return (
              <li key={proof.id} className={filesCss.file}>
                <span className={filesCss.thumb}>{shown ? <img src={shown} alt="" loading="lazy" /> : <Icon name="file" />}</span>
                <span className={filesCss.fileText}>
                  {name(proof)}
                  <span className={filesCss.size}>
                    {t('payment.proof.facts', { moment: moment(proof.addedAt), size: size(proof.size) })}
                  </span>
                </span>
                {proof.mayRemove && (
                  <Button kind="quiet" aria-label={t('shared.remove-label', { name: proof.name })} onClick={() => setAsking(proof)}>
                    {t('shared.remove')}
                  </Button>
                )}
              </li>
            );
          })}
          {uploads.map((upload) => (
            <Uploading key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
          ))}
        </ul>
      )}
      {mayAdd && room > 0 && <DropZone multiple accept={ACCEPT} onFiles={(files) => add(files, room)} />}
      {mayAdd && room <= 0 && open === 0 && <p className={pageCss.muted}>{t('file.problem.full')}</p>}
      {mayAdd && rows.length > 0 && !isTold && <p>{t('payment.proof.not-told', { organisation })}</p>}
      {state === 'canceled' && <p>{t('payment.proof.ended', { organisation })}</p>}
      {asking && (
        <Confirm
          title={t('shared.remove-title', { name: asking.name })}
          text={t('payment.proof.remove-text', { organisation })}
          label={t('shared.remove')}
          run={async () => {
            await remove(asking);
            await changed();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}
