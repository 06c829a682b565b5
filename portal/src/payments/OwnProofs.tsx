import type { PaymentDetail } from '../../../plugin/contract/customer/payments';
import { fileName } from '../../../plugin/rules/file-name';
import { addressOf } from '../api/client';
import { sendFile } from '../api/send-file';
import { idOf } from '../files/file-id';
import { isPicture } from '../modules/files';
import { attempt, call } from '../session/call';
import { useOnce } from '../session/useOnce';
import { Proofs } from './Proofs';

/** Proofs of a transfer, of who is signed in. */
export function OwnProofs({ payment, changed }: { payment: PaymentDetail; changed: () => Promise<unknown> }) {
  const { once } = useOnce();
  const params = { payment: payment.id };
  const addressOfProof = (proof: string): string => addressOf('/payments/:payment/proofs/:proof', { params: { ...params, proof } });
  return (
    <Proofs
      payment={payment}
      changed={changed}
      send={(file, how) =>
        once([payment.id, idOf(file)], (key) =>
          attempt('POST /payments/:payment/proofs', () =>
            sendFile('POST /payments/:payment/proofs', { params, query: { name: fileName(file.name) }, file, attempt: key, ...how }),
          ),
        )
      }
      remove={({ id }) => call('DELETE /payments/:payment/proofs/:proof', { params: { ...params, proof: id } })}
      name={({ id, name }) => (
        <a href={addressOfProof(id)} download={name}>
          {name}
        </a>
      )}
      picture={(proof) => (isPicture(proof) ? addressOfProof(proof.id) : undefined)}
    />
  );
}
