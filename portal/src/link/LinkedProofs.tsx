import { fileName } from '../../../plugin/rules/file-name';
import { addressOf, sendByLink } from '../api/client';
import { sendFile } from '../api/send-file';
import { idOf } from '../files/file-id';
import { Proofs } from '../payments/Proofs';
import type { SeenPayment } from '../payments/PaymentState';
import { useOnce } from '../session/useOnce';
import { Button } from '../ui/Button';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import css from './link.module.css';
import { saveFile } from './save-file';

/** Proofs of a transfer that was begun with a link: whoever holds it needs its token for each. */
export function LinkedProofs({ token, payment, changed }: { token: string; payment: SeenPayment; changed: () => Promise<unknown> }) {
  const { once } = useOnce();
  const { error, start } = useAction();
  const params = { payment: payment.id };
  return (
    <>
      <Proofs
        payment={payment}
        changed={changed}
        send={(file, how) =>
          once([payment.id, idOf(file)], (key) =>
            sendFile('POST /public-link/payments/:payment/proofs', {
              params,
              query: { name: fileName(file.name) },
              file,
              attempt: key,
              link: token,
              ...how,
            }),
          )
        }
        remove={({ id }) => sendByLink(token, 'DELETE /public-link/payments/:payment/proofs/:proof', { params: { ...params, proof: id } })}
        name={({ id, name }) => (
          <Button
            kind="quiet"
            className={css.open}
            onClick={() =>
              void start('it', () =>
                saveFile(token, addressOf('/public-link/payments/:payment/proofs/:proof', { params: { ...params, proof: id } }), name),
              )
            }
          >
            {name}
          </Button>
        )}
      />
      {error && <Refused error={error} />}
    </>
  );
}
