import { useRBAC } from '@strapi/admin/strapi-admin';
import { Flex } from '@strapi/design-system';
import { useState } from 'react';
import type { StatementLine } from '../../../plugin/contract/editor/payments';
import { STATEMENT_ROWS_MAX } from '../../../plugin/payments/limits';
import { call, type ResponseFor } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { useSendBytes } from '../api/use-send-file';
import { BackLink } from '../components/BackLink';
import { Empty } from '../components/Empty';
import { FileButton } from '../components/FileButton';
import { Notice } from '../components/Notice';
import { Screen } from '../components/Screen';
import { failureText } from '../components/use-failure';
import { useMessages, type Translate } from '../messages';
import { NEEDS } from '../permissions';
import { PAYMENTS_PATH } from './filter';
import { StatementLines } from './StatementLines';
import { lineKey, resultWords } from './statement';

const ACCEPT = '.xml,.csv,.txt,text/csv,application/xml,text/xml';

function problemText(t: Translate, failure: ApiFailure): string {
  if (failure.code === 'body-too-large') return t('statement.problem.too-large');
  const [first] = failure.fieldErrors;
  return failure.code === 'invalid-request'
    ? t('statement.problem', { message: first?.message ?? failure.message })
    : failureText(t, failure);
}

/** *Payments → Bank statement*: transfers that came, found by their references and confirmed together. */
export default function StatementPage() {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.payments);
  // Any request by Strapi's client renews the token that the file is sent with.
  const send = useSendBytes(() => call('GET /payments', { query: { attention: 'true' } }));
  const [busy, setBusy] = useState<'read' | 'apply'>();
  const [problem, setProblem] = useState<string>();
  const [read, setRead] = useState<{ file: File; rows: StatementLine[] }>();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [result, setResult] = useState<ResponseFor<'POST /bank-statements/confirmations'>['rows']>();

  async function run(what: 'read' | 'apply', work: () => Promise<void>): Promise<void> {
    setBusy(what);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(problemText(t, failureOf(error)));
    }
    setBusy(undefined);
  }

  async function open(file: File): Promise<void> {
    const { rows } = await send<ResponseFor<'POST /bank-statements'>>('/bank-statements', file);
    setRead({ file, rows });
    setTicked(new Set(rows.filter(({ outcome }) => outcome === 'matched').map(lineKey)));
  }

  async function apply({ file, rows }: { file: File; rows: StatementLine[] }): Promise<void> {
    const chosen = rows.flatMap((line) =>
      line.payment && ticked.has(lineKey(line))
        ? [{ payment: line.payment.id, amount: line.amount, date: line.date, bankReference: line.bankReference }]
        : [],
    );
    const done: ResponseFor<'POST /bank-statements/confirmations'>['rows'] = [];
    for (let at = 0; at < chosen.length; at += STATEMENT_ROWS_MAX) {
      done.push(...(await call('POST /bank-statements/confirmations', { body: { rows: chosen.slice(at, at + STATEMENT_ROWS_MAX) } })).rows);
      setResult([...done]);
    }
    await open(file);
  }

  const mayRecord = allowedActions.canRecord === true;
  return (
    <Screen
      title={t('statement.title')}
      subtitle={t('statement.subtitle')}
      busy={busy !== undefined}
      navigation={<BackLink to={PAYMENTS_PATH}>{t('payments.title')}</BackLink>}
      action={
        mayRecord && (
          <FileButton
            label={t(read ? 'statement.choose-another' : 'statement.choose')}
            accept={ACCEPT}
            busy={busy === 'read'}
            disabled={busy !== undefined}
            onFile={(file) => {
              setResult(undefined);
              void run('read', () => open(file));
            }}
          />
        )
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {problem !== undefined && (
          <Notice kind="danger" onClose={() => setProblem(undefined)}>
            {problem}
          </Notice>
        )}
        {result && (
          <Notice kind={result.every(({ outcome }) => outcome === 'confirmed') ? 'success' : 'warning'} title={t('statement.result')}>
            {resultWords(t, result)}
          </Notice>
        )}
        {read ? (
          <StatementLines
            name={read.file.name}
            rows={read.rows}
            ticked={ticked}
            busy={busy === 'apply'}
            onTick={setTicked}
            onConfirm={() => void run('apply', () => apply(read))}
          />
        ) : (
          <Empty content={t('statement.empty')} />
        )}
      </Flex>
    </Screen>
  );
}
