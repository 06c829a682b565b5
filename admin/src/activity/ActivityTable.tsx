import { Box, Flex, Link, Td, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import type { CSSProperties } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { ActivityRow } from '../../../plugin/contract/editor/activity';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { RowTable } from '../components/RowTable';
import { useInstant } from '../components/use-instant';
import { Line, Small } from '../components/text';
import { useMessages } from '../messages';
import { CONTACT_UID } from '../people/uid';
import { detailWords } from './words';

const COLUMNS = ['activity.column.at', 'activity.column.what', 'activity.column.who', 'activity.column.from'] as const;

/** Failures catch the eye, and what opens or closes an account; words say the same. */
const FAILED: readonly ActivityKind[] = ['sign-in-failed', 'factor-failed', 'step-up-failed'];
const OPENED: readonly ActivityKind[] = ['sign-in', 'invitation-accepted', 'sign-up', 'step-up'];

/** Strapi's table keeps everything on one line, and what is long would push the last columns out of sight. */
const WRAPPED: CSSProperties = { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: '12rem' };
/** Wide enough for an address of usual length in one line. */
const ADDRESS: CSSProperties = { ...WRAPPED, minWidth: '22rem' };

function KindIcon({ kind }: { kind: ActivityKind }) {
  const size = { width: '1.6rem', height: '1.6rem', 'aria-hidden': true } as const;
  if (FAILED.includes(kind)) return <WarningCircle {...size} fill="danger600" />;
  if (OPENED.includes(kind)) return <CheckCircle {...size} fill="success600" />;
  return <Information {...size} fill="neutral500" />;
}

/** What happened to accounts, newest first. */
export function ActivityTable({ rows }: { rows: ActivityRow[] }) {
  const t = useMessages();
  return (
    <RowTable rows={rows} columns={COLUMNS.map((id) => t(id))}>
      {(row) => <Cells row={row} />}
    </RowTable>
  );
}

function Cells({ row }: { row: ActivityRow }) {
  const t = useMessages();
  const instant = useInstant();
  const { at, kind, editor, detail, device, ipAddress } = row;
  return (
    <>
      <Td style={{ ...WRAPPED, minWidth: '9rem' }}>
        <Typography textColor="neutral800">{instant(at)}</Typography>
      </Td>
      <Td style={WRAPPED}>
        <Flex gap={2} alignItems="flex-start">
          <Box shrink={0}>
            <KindIcon kind={kind} />
          </Box>
          <Box>
            <Line>{t(`activity.kind.${kind}`)}</Line>
            {detail !== '' && <Small>{detailWords(t, kind, detail)}</Small>}
          </Box>
        </Flex>
      </Td>
      <Td style={ADDRESS}>{editor === '' ? <Contact row={row} /> : <Editor row={row} />}</Td>
      <Td style={WRAPPED}>
        <Line>
          {editor !== '' ? t('activity.from-panel') : device || t(ipAddress === '' ? 'activity.no-device' : 'activity.unknown-device')}
        </Line>
        {editor !== '' && device !== '' && <Small>{device}</Small>}
        {ipAddress !== '' && <Small>{ipAddress}</Small>}
      </Td>
    </>
  );
}

function Contact({ row: { contact, email } }: { row: ActivityRow }) {
  const t = useMessages();
  return (
    <>
      {contact ? (
        <Link tag={RouterLink} to={`/content-manager/collection-types/${CONTACT_UID}/${contact.id}`}>
          {contact.name || email}
        </Link>
      ) : (
        <Line>{email || t('activity.nobody')}</Line>
      )}
      {contact !== null && contact.name !== '' && <Small>{email}</Small>}
    </>
  );
}

/** The editor did it; whom it was done to stands below. */
function Editor({ row: { editor, email } }: { row: ActivityRow }) {
  const t = useMessages();
  return (
    <>
      <Line>{editor}</Line>
      {email !== '' && <Small>{t('activity.about', { email })}</Small>}
    </>
  );
}
