import { Flex, Loader, Typography } from '@strapi/design-system';
import {
  ArrowLeft,
  ArrowRight,
  Check,
  Cross,
  Duplicate,
  Eye,
  File,
  FilePdf,
  Link,
  Message,
  PaperPlane,
  Pencil,
  PriceTag,
  Trash,
} from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { DocumentHistoryLine } from '../../../plugin/contract/editor/document-history';
import type { DocumentType } from '../../../plugin/documents/types';
import type { RichText } from '../../../plugin/rules/rich-text';
import type { DocumentEventKind } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { Notice } from '../components/Notice';
import { amountText } from '../documents/amount-text';
import { failureText } from '../components/use-failure';
import { useMessages, type Translate } from '../messages';
import { CommentBox } from './CommentBox';
import { TimelineLine, type Signs } from './TimelineLine';

const SIGNS: Signs<DocumentEventKind> = {
  issued: { Icon: Check, fill: 'success600' },
  sent: { Icon: PaperPlane, fill: 'primary600' },
  viewed: { Icon: Eye, fill: 'neutral600' },
  forwarded: { Icon: ArrowRight, fill: 'primary600' },
  accepted: { Icon: Check, fill: 'success600' },
  declined: { Icon: Cross, fill: 'danger600' },
  invoiced: { Icon: Duplicate, fill: 'neutral600' },
  applied: { Icon: PriceTag, fill: 'primary600' },
  credited: { Icon: PriceTag, fill: 'success600' },
  paid: { Icon: PriceTag, fill: 'success600' },
  'payment-returned': { Icon: ArrowLeft, fill: 'danger600' },
  'taken-back': { Icon: ArrowLeft, fill: 'danger600' },
  refunded: { Icon: ArrowRight, fill: 'success600' },
  'written-off': { Icon: Trash, fill: 'neutral600' },
  voided: { Icon: Trash, fill: 'danger600' },
  'file-added': { Icon: File, fill: 'primary600' },
  'file-removed': { Icon: File, fill: 'danger600' },
  'pdf-set': { Icon: FilePdf, fill: 'primary600' },
  'pdf-removed': { Icon: FilePdf, fill: 'danger600' },
  'tax-changed': { Icon: Pencil, fill: 'neutral600' },
  reminded: { Icon: Message, fill: 'neutral600' },
  'link-made': { Icon: Link, fill: 'neutral600' },
  'link-ended': { Icon: Link, fill: 'danger600' },
  comment: { Icon: Message, fill: 'primary600' },
};

function authorOf(t: Translate, { by, byEditor, byLink }: DocumentHistoryLine): string {
  if (byLink) return by ? t('conversation.visitor.named', { by }) : t('conversation.visitor');
  return by || t(byEditor ? 'record.by-system' : 'record.by-nobody');
}

/** The amount that a line tells of, and the other document of that, in words. */
function aboutIn(t: Translate, locale: string, { about }: DocumentHistoryLine) {
  if (!about) return { amount: '', document: '' };
  const { amount, currency, type, number } = about;
  return { amount: amountText(amount, currency, locale), document: `${t(`document.type.${type}`)} ${number}`.trim() };
}

interface Props {
  type: DocumentType;
  id: string;
  /** Changes with the document: what was issued beside it has a line. */
  version: string;
}

/** A document's timeline, oldest first, and the box below it. */
export default function Conversation({ type, id, version }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const params = { type, document: id };
  const { data, failure, setData } = useLoad(() => call('GET /documents/:type/:document/timeline', { params }), `${type} ${id} ${version}`);
  if (failure && !data) return <Notice kind="danger">{failureText(t, failure)}</Notice>;
  if (!data) return <Loader small>{t('loading')}</Loader>;
  const { lines, customer, mailed } = data;

  const send = async (text: RichText, internal: boolean): Promise<void> => {
    const line = await call('POST /documents/:type/:document/comments', { params, body: { text, internal } });
    setData({ ...data, lines: [...lines, line] });
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {lines.length === 0 ? (
        <Typography textColor="neutral600">{t('approval.history.empty')}</Typography>
      ) : (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
          {lines.map((line) => (
            <TimelineLine
              key={line.id}
              sign={SIGNS[line.kind]}
              said={t(`conversation.event.${line.kind}`, {
                by: authorOf(t, line),
                recipients: line.recipients,
                ...aboutIn(t, locale, line),
              })}
              at={line.at}
              internal={line.internal && line.kind === 'comment'}
              text={line.text}
            />
          ))}
        </Flex>
      )}
      <CommentBox
        key={customer}
        asks={customer === '' ? null : 'shown'}
        hint={t(mailed ? 'comment.hint.customer' : 'comment.hint.shown', { customer })}
        send={send}
      />
    </Flex>
  );
}
