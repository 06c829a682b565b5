import { useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { Link as LinkIcon, PaperPlane } from '@strapi/icons';
import { useState } from 'react';
import type { LinkedType } from '../../../plugin/documents/types';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { Confirm } from '../components/Confirm';
import { CopyField } from '../components/CopyField';
import { Notice } from '../components/Notice';
import { Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { SendLink } from './SendLink';

/** Public links to a document: made, copied while their address is known, and closed. Nothing where the settings let none be made. */
export function Links({ type, id }: { type: LinkedType; id: string }) {
  const t = useMessages();
  const instant = useInstant();
  const { toggleNotification } = useNotification();
  const params = { type, document: id };
  const { data, reload } = useLoad(() => call('GET /documents/:type/:document/links', { params }), id);
  const [url, setUrl] = useState<string>();
  const [sending, setSending] = useState(false);
  const [closing, setClosing] = useState<string>();
  const making = useTask();
  const revoking = useTask();
  if (!data || (!data.enabled && data.links.length === 0)) return null;

  async function make(): Promise<void> {
    setUrl((await call('POST /documents/:type/:document/links', { params })).url);
    await reload();
  }

  async function revoke(link: string): Promise<void> {
    await call('DELETE /documents/:type/:document/links/:link', { params: { ...params, link } });
    toggleNotification({ type: 'success', message: t('links.revoked') });
    setUrl(undefined);
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography fontWeight="bold">{t('links.title')}</Typography>
        {data.enabled && <Small>{t(data.verification ? 'links.verified' : 'links.unverified')}</Small>}
      </Flex>
      {url && (
        <>
          <Notice kind="success">{t('links.made')}</Notice>
          <CopyField label={t('links.address')} value={url} />
        </>
      )}
      {data.links.length === 0 ? (
        <Small>{t('links.none')}</Small>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {data.links.map((link) => (
            <Flex key={link.id} tag="li" gap={2} justifyContent="space-between" alignItems="flex-start">
              <Small>{t('links.row', { by: link.by, until: instant(link.expiresAt) })}</Small>
              <TextButton
                aria-label={t('links.revoke.name', { by: link.by, made: instant(link.madeAt) })}
                onClick={() => setClosing(link.id)}
              >
                {t('links.revoke')}
              </TextButton>
            </Flex>
          ))}
        </Flex>
      )}
      {data.enabled && (
        <Button variant="secondary" startIcon={<LinkIcon />} loading={making.busy} onClick={() => void making.run(make)}>
          {t('links.make')}
        </Button>
      )}
      {data.contacts.length > 0 && (
        <Button variant="secondary" startIcon={<PaperPlane />} onClick={() => setSending(true)}>
          {t('links.send')}
        </Button>
      )}
      {sending && (
        <SendLink
          type={type}
          id={id}
          contacts={data.contacts}
          onSent={() => {
            setSending(false);
            void reload();
          }}
          onClose={() => setSending(false)}
        />
      )}
      <Confirm
        question={
          closing === undefined
            ? undefined
            : { title: t('links.revoke.question'), body: [t('links.revoke.body')], confirm: t('links.revoke'), variant: 'danger' }
        }
        busy={revoking.busy}
        onConfirm={() =>
          void revoking
            .run(() => revoke(closing ?? ''))
            .then(() => {
              setClosing(undefined);
              return reload();
            })
        }
        onCancel={() => setClosing(undefined)}
      />
    </Flex>
  );
}
