import { useForm, useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { ISSUED, SETTLED_TYPES, type DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { nextStates, type StateOf } from '../../../plugin/rules/documents/states';
import { isCurrency } from '../../../plugin/rules/money/currency';
import { moneyText } from '../../../plugin/rules/money/text';
import { failureOf, type ApiFailure } from '../api/failure';
import { call } from '../api/client';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { Confirm } from '../components/Confirm';
import { failureText } from '../components/use-failure';
import { Notice } from '../components/Notice';
import { CopyActions } from './CopyActions';
import { Settlement } from './Settlement';
import { useMessages, type MessageId, type Translate } from '../messages';

type Action = 'issue' | 'void';

const REQUESTS = { issue: 'POST /documents/:type/:document/issue', void: 'POST /documents/:type/:document/void' } as const;

interface Props {
  type: DocumentType;
  id: string;
  /** As the Content Manager loaded it. */
  document: Record<string, unknown>;
  mayIssue: boolean;
}

/** What may be done in a state: by the one table of states. */
const actionsIn = (type: DocumentType, state: string): Action[] =>
  nextStates(type, state as StateOf<DocumentType>).flatMap((next) => (next === ISSUED[type] ? ['issue'] : next === 'void' ? ['void'] : []));

/** Why it cannot be done: what is missing is named. */
function problemText(t: Translate, failure: ApiFailure): string {
  const missing = failure.fieldErrors.map(({ path }) => path.join('.'));
  if (missing.includes('customer')) return t('document.missing.customer');
  if (missing.includes('lines')) return t('document.missing.lines');
  if (missing.includes('applied')) return t('document.void.used');
  if (missing.includes('number')) return t('error.field.gst-number');
  return failureText(t, failure);
}

/** Where the document stands, what it comes to, and what may be done with it now. */
export default function PanelContent({ type, id, document, mayIssue }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const refresh = useRefreshDocuments();
  // Issuing loads the document again, and what is typed here and not saved would be lost.
  const modified = useForm('DocumentPanel', (form) => form.modified);
  const [asked, setAsked] = useState<Action>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const state = String(document.state);
  const currency = String(document.currency);
  const settled = SETTLED_TYPES.find((one) => one === type);
  const money = (amount: unknown): string => (isCurrency(currency) ? moneyText(Number(amount), currency, locale) : '');

  async function run(action: Action): Promise<void> {
    setBusy(true);
    try {
      await call(REQUESTS[action], { params: { type, document: id } });
      setFailure(undefined);
      toggleNotification({ type: 'success', message: t(`document.${action}.done`) });
    } catch (error) {
      setFailure(failureOf(error));
    }
    refresh(`${PLUGIN_UID}.${type}`, id);
    setBusy(false);
    setAsked(undefined);
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography fontWeight="bold">{t(`document.state.${state}` as MessageId)}</Typography>
        <Typography>{t('document.total', { total: money(document.gross), tax: money(document.tax) })}</Typography>
      </Flex>
      {failure && (
        <Notice kind="danger" onClose={() => setFailure(undefined)}>
          {problemText(t, failure)}
        </Notice>
      )}
      {mayIssue &&
        actionsIn(type, state).map((action) => (
          <Button
            key={action}
            fullWidth
            variant={action === 'void' ? 'danger-light' : 'default'}
            disabled={modified}
            onClick={() => setAsked(action)}
          >
            {t(`document.${action}`)}
          </Button>
        ))}
      {settled && state !== 'draft' && state !== 'void' && <Settlement type={settled} id={id} document={document} mayChange={mayIssue} />}
      <CopyActions type={type} id={id} document={document} modified={modified} />
      {mayIssue && modified && (
        <Typography variant="pi" textColor="neutral600">
          {t('document.unsaved')}
        </Typography>
      )}
      <Confirm
        question={
          asked && {
            title: t(`document.${asked}.question`),
            body: [t(`document.${asked}.body`)],
            confirm: t(`document.${asked}`),
            variant: asked === 'void' ? 'danger' : 'default',
          }
        }
        busy={busy}
        onConfirm={() => asked && void run(asked)}
        onCancel={() => setAsked(undefined)}
      />
    </Flex>
  );
}
