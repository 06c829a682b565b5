import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import type { SignedAnswer } from '../../../plugin/contract/editor/document-history';
import { DRAWING, SHEET } from '../../../plugin/rules/documents/signature';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { Notice } from '../components/Notice';
import { Small } from '../components/text';
import { failureText } from '../components/use-failure';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';

/** A signature as it was drawn, in ink on paper whatever the panel's colours are; nothing of what is no path of ours. */
function Drawing({ path, label }: { path: string; label: string }) {
  if (!DRAWING.test(path)) return null;
  return (
    <Box background="neutral0" hasRadius borderColor="neutral200" style={{ backgroundColor: '#ffffff' }}>
      <svg viewBox={`0 0 ${SHEET.width} ${SHEET.height}`} role="img" aria-label={label} style={{ display: 'block', width: '100%' }}>
        <path d={path} fill="none" stroke="#000000" strokeWidth={4} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </Box>
  );
}

function Answer({ answer }: { answer: SignedAnswer }) {
  const t = useMessages();
  const instant = useInstant();
  const { kind, name, at, email, byLink, ip, userAgent, reason, drawing, sha256, matches } = answer;
  return (
    <>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {t(`answer.${kind}`, { name })}
        </Typography>
        <Small>{[instant(at), email, byLink ? t('answer.by-link') : ''].filter(Boolean).join(' · ')}</Small>
        <Small>{t('answer.from', { ip, browser: userAgent || t('answer.no-browser') })}</Small>
      </Flex>
      {drawing !== null && <Drawing path={drawing} label={t('answer.signature', { name })} />}
      {reason !== '' && <Typography style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{reason}</Typography>}
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Small>{t('answer.hash')}</Small>
        <Typography variant="pi" style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>
          {sha256}
        </Typography>
      </Flex>
      <Notice kind={matches ? 'success' : 'danger'}>{t(matches ? 'answer.matches' : 'answer.differs')}</Notice>
    </>
  );
}

/** Who answered to a quote, and what proves it. */
export default function AnswerPanelContent({ id, version }: { id: string; version: string }) {
  const t = useMessages();
  const { data, failure } = useLoad(
    () => call('GET /documents/:type/:document/answer', { params: { type: 'quote', document: id } }),
    `${id} ${version}`,
  );
  if (failure && !data) return <Notice kind="danger">{failureText(t, failure)}</Notice>;
  if (!data) return <Loader small>{t('loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {data.answer ? <Answer answer={data.answer} /> : <Typography textColor="neutral600">{t('answer.none')}</Typography>}
    </Flex>
  );
}
