import { Flex, Status, Typography } from '@strapi/design-system';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { testStateOf, type TestState } from './values';

const VARIANTS = {
  never: 'neutral',
  passed: 'success',
  failed: 'danger',
  stale: 'warning',
} as const satisfies Record<TestState, string>;

/** How the last dry run stands: always in words, colour only helps. */
export function TestBadge({ connection }: { connection: Pick<ConnectionView, 'lastTest'> }) {
  const t = useMessages();
  const instant = useInstant();
  const state = testStateOf(connection);
  const variant = VARIANTS[state];
  return (
    <Flex display="inline-flex" direction="column" alignItems="flex-start" gap={1}>
      <Status variant={variant} size="XS">
        <Typography tag="span" variant="pi" fontWeight="bold" textColor={`${variant}700`}>
          {t(`connections.test.${state}`)}
        </Typography>
      </Status>
      {connection.lastTest && <Small>{instant(connection.lastTest.at)}</Small>}
    </Flex>
  );
}
