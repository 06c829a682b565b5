import { Badge, Box, Button, Flex, Grid, Typography, VisuallyHidden } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useState, type ReactNode } from 'react';
import { styled } from 'styled-components';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { Section } from '../components/Section';
import { useMessages } from '../messages';
import { wordDiff, type Piece } from './diff';
import { ValueView, type ValueContext } from './ValueView';
import { isCompared, partFields, type FieldChange } from './values';

/** Words that went or came: by colour and by a line, for who does not see colours. */
const Mark = styled.span<{ $kind: Piece['kind'] }>`
  background: ${({ theme, $kind }) => ($kind === 'added' ? theme.colors.success100 : theme.colors.danger100)};
  color: ${({ theme, $kind }) => ($kind === 'added' ? theme.colors.success700 : theme.colors.danger700)};
  text-decoration: ${({ $kind }) => ($kind === 'added' ? 'underline' : 'line-through')};
`;

/** The published and the submitted value of each field, side by side; what did not change is folded away. */
export function Comparison({ record }: { record: ApprovalDetail }) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  const compared = isCompared(record);
  const { shown, folded } = partFields(record.fields, compared);
  const context: ValueContext = { record: record.id, files: record.files, related: record.related };
  const intro = compared ? 'approval.compare.intro' : record.state === 'submitted' ? 'approval.compare.new' : 'approval.compare.newest';

  return (
    <Section title={t('approval.compare.title')} intro={t(intro)}>
      {shown.length === 0 && (
        <Typography textColor="neutral600">{t(compared ? 'approval.compare.same' : 'approval.compare.empty')}</Typography>
      )}
      {shown.map((change) => (
        <FieldView key={change.field.name} change={change} compared={compared} context={context} />
      ))}
      {folded.length > 0 && (
        <Box>
          <Button
            variant="tertiary"
            size="S"
            aria-expanded={open}
            startIcon={open ? <CaretUp /> : <CaretDown />}
            onClick={() => setOpen(!open)}
          >
            {t(
              compared
                ? open
                  ? 'approval.unchanged.hide'
                  : 'approval.unchanged.show'
                : open
                  ? 'approval.unfilled.hide'
                  : 'approval.unfilled.show',
              {
                count: folded.length,
              },
            )}
          </Button>
        </Box>
      )}
      {open && folded.map((change) => <FieldView key={change.field.name} change={change} compared={compared} context={context} />)}
    </Section>
  );
}

interface FieldProps {
  change: FieldChange;
  compared: boolean;
  context: ValueContext;
}

function FieldView({ change, compared, context }: FieldProps) {
  const t = useMessages();
  const { field, before, after, changed } = change;
  return (
    <Box tag="section" aria-label={field.label}>
      <Flex gap={2} paddingBottom={2} wrap="wrap">
        <Typography tag="h3" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {field.label}
        </Typography>
        {compared && changed && (
          <Badge size="S" backgroundColor="warning100" textColor="neutral800">
            {t('approval.changed')}
          </Badge>
        )}
      </Flex>
      {compared && changed ? (
        <Grid.Root gap={4}>
          <Side title={t('approval.before')}>
            <Changed change={change} side="removed" context={context} value={before} />
          </Side>
          <Side title={t('approval.after')} isNew>
            <Changed change={change} side="added" context={context} value={after} />
          </Side>
        </Grid.Root>
      ) : (
        <ValueView field={field} value={after} context={context} />
      )}
    </Box>
  );
}

function Side({ title, isNew = false, children }: { title: string; isNew?: boolean; children: ReactNode }) {
  return (
    <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
      <Box
        padding={3}
        hasRadius
        background={isNew ? 'neutral0' : 'neutral100'}
        borderColor={isNew ? 'primary500' : 'neutral200'}
        height="100%"
      >
        <Box paddingBottom={1}>
          <Typography variant="sigma" textColor={isNew ? 'primary600' : 'neutral600'}>
            {title}
          </Typography>
        </Box>
        {children}
      </Box>
    </Grid.Item>
  );
}

interface ChangedProps {
  change: FieldChange;
  side: 'removed' | 'added';
  value: unknown;
  context: ValueContext;
}

/** One side of a change: in texts, the words that differ are marked. */
function Changed({ change: { field, before, after }, side, value, context }: ChangedProps) {
  const t = useMessages();
  const isText = field.type === 'text' || field.type === 'multiline';
  if (!isText || typeof before !== 'string' || typeof after !== 'string')
    return <ValueView field={field} value={value} context={context} />;
  const pieces = wordDiff(before, after).filter(({ kind }) => kind === 'same' || kind === side);
  return (
    <Typography tag="p" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {pieces.map(({ kind, text }, index) =>
        kind === 'same' ? (
          text
        ) : (
          <Mark key={index} $kind={kind} as={kind === 'added' ? 'ins' : 'del'}>
            <VisuallyHidden>{t(kind === 'added' ? 'approval.added' : 'approval.removed')} </VisuallyHidden>
            {text}
          </Mark>
        ),
      )}
    </Typography>
  );
}
