import { getFetchClient, useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Flex, Link } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import { INVOICE_SOURCES, INVOICED_FROM, type DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { Confirm } from '../components/Confirm';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

interface Props {
  type: DocumentType;
  id: string;
  document: Record<string, unknown>;
  /** What is typed and not saved would be lost. */
  modified: boolean;
}

const uidOf = (type: DocumentType): string => `${PLUGIN_UID}.${type}`;
const pathOf = (type: DocumentType, id: string): string => `/content-manager/collection-types/${uidOf(type)}/${id}`;
const creates = (type: DocumentType) => [{ action: 'plugin::content-manager.explorer.create', subject: uidOf(type) }];

/** What is made of a document: a copy, an invoice; and what it was made of. */
export function CopyActions({ type, id, document, modified }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const refresh = useRefreshDocuments();
  const { toggleNotification } = useNotification();
  const { busy, run } = useTask();
  const [asking, setAsking] = useState(false);
  const { allowedActions: here } = useRBAC(useMemo(() => creates(type), [type]));
  const { allowedActions: there } = useRBAC(useMemo(() => [...NEEDS.documentsWrite, ...creates('invoice')], []));

  const source = INVOICE_SOURCES.find((one) => one === type);
  const { data: related, reload } = useLoad(() => call('GET /documents/:type/:document/related', { params: { type, document: id } }), id);
  const states: readonly string[] = source ? INVOICED_FROM[source] : [];
  const mayInvoice =
    source !== undefined && related?.invoice === null && states.includes(String(document.state)) && there.canCreate && there.canWrite;

  function show(what: 'invoice' | 'duplicate', made: DocumentType, madeId: string): void {
    toggleNotification({ type: 'success', message: t(`document.${what}.done`) });
    navigate(pathOf(made, madeId));
  }

  async function makeInvoice(): Promise<void> {
    await run(async () => {
      if (!source) return;
      const made = await call('POST /documents/:type/:document/invoice', { params: { type: source, document: id } });
      show('invoice', 'invoice', made.id);
    });
    setAsking(false);
    refresh(uidOf(type), id);
    void reload();
  }

  const duplicate = (): Promise<unknown> =>
    run(async () => {
      const { data } = await getFetchClient().post<{ data: { documentId: string } }>(
        `/content-manager/collection-types/${uidOf(type)}/clone/${id}`,
        {},
      );
      show('duplicate', type, data.data.documentId);
    });

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {related?.origin && (
        <Link tag={NavLink} to={pathOf(related.origin.type, related.origin.id)}>
          {t('document.origin', { type: t(`document.type.${related.origin.type}`), number: related.origin.number ?? '' })}
        </Link>
      )}
      {related?.invoice && (
        <Link tag={NavLink} to={pathOf('invoice', related.invoice.id)}>
          {t('document.has-invoice', { number: related.invoice.number ?? t('document.draft') })}
        </Link>
      )}
      {mayInvoice && (
        <Button fullWidth disabled={modified || busy} onClick={() => setAsking(true)}>
          {t('document.invoice')}
        </Button>
      )}
      {here.canCreate === true && (
        <Button fullWidth variant="tertiary" disabled={modified || busy} onClick={() => void duplicate()}>
          {t('document.duplicate')}
        </Button>
      )}
      <Confirm
        question={
          asking
            ? {
                title: t('document.invoice.question'),
                body: [t('document.invoice.body')],
                confirm: t('document.invoice'),
                variant: 'default',
              }
            : undefined
        }
        busy={busy}
        onConfirm={() => void makeInvoice()}
        onCancel={() => setAsking(false)}
      />
    </Flex>
  );
}
