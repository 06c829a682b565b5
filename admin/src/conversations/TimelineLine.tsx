import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { RichTextView } from './RichTextView';

interface Sign {
  Icon: typeof Lock;
  fill: 'neutral600' | 'warning600' | 'success600' | 'danger600' | 'primary600';
}
export type Signs<K extends string> = Record<K, Sign>;

interface Props {
  sign: Sign;
  /** What happened, with who did it. */
  said: string;
  at: string;
  /** Said among editors. */
  internal: boolean;
  text: readonly unknown[] | null;
}

/** A line of a timeline. */
export function TimelineLine({ sign, said, at, internal, text }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const { Icon, fill } = internal ? { Icon: Lock, fill: 'alternative600' as const } : sign;
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Flex
        shrink={0}
        width="3.2rem"
        height="3.2rem"
        justifyContent="center"
        background={internal ? 'alternative100' : 'neutral100'}
        style={{ borderRadius: '50%' }}
        aria-hidden
      >
        <Icon width="1.4rem" height="1.4rem" fill={fill} />
      </Flex>
      <Box flex="1" minWidth={0}>
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
            {said}
          </Typography>
          {internal && (
            <Badge size="S" backgroundColor="alternative100" textColor="alternative700">
              {t('comment.internal.badge')}
            </Badge>
          )}
        </Flex>
        <Small>{instant(at)}</Small>
        {text !== null && (
          <Box marginTop={2} padding={3} hasRadius background={internal ? 'alternative100' : 'neutral100'}>
            <RichTextView value={text} />
          </Box>
        )}
      </Box>
    </Flex>
  );
}
