import { useQueryClient } from '@tanstack/react-query';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { useSession } from '../../session/session';
import { useOnce } from '../../session/useOnce';
import { documentQuery, forgetDocuments } from '../queries';
import { useFigures } from '../useFigures';
import { Answer } from './Answer';

/** A contact's answer to a quote of its customer's. */
export function OwnAnswer({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { money } = useFigures();
  const { contact } = useSession();
  const client = useQueryClient();
  const { call } = useOnce();
  const { may, type, id, number, gross, currency, revision } = document;

  const show = (answered: DocumentDetail): void => {
    client.setQueryData(documentQuery(type, id).queryKey, answered);
  };
  const params = { document: id };
  return (
    <Answer
      may={may}
      text={t('answer.accept.text', { number, total: money(gross, currency), organisation: portal.organisation.name })}
      name={[contact.firstName, contact.lastName].filter(Boolean).join(' ')}
      accept={(given) => call('POST /documents/quote/:document/accept', { params, body: { revision, ...given } }).then(show)}
      decline={({ reason }) => call('POST /documents/quote/:document/decline', { params, body: { revision, reason } }).then(show)}
      answered={() => forgetDocuments(client)}
    />
  );
}
