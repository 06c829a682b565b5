import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../plugin/fields/field';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { FileView } from './FileView';
import { RichTextView } from '../conversations/RichTextView';
import { entriesIn, idsIn, isEmptyValue, zonesIn } from './values';

/** What the values of a record name beside themselves. */
export interface ValueContext {
  record: string;
  files: RecordFile[];
  related: Record<string, string>;
}

interface Props {
  field: PortalField;
  value: unknown;
  context: ValueContext;
}

function Text({ children }: { children: ReactNode }) {
  return (
    <Typography tag="p" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  );
}

/** One value of a record, to read. */
export function ValueView({ field, value, context }: Props) {
  const t = useMessages();
  const intl = useIntl();
  const instant = useInstant();
  if (isEmptyValue(value)) return <Typography textColor="neutral600">{t('record.empty')}</Typography>;
  switch (field.type) {
    case 'boolean':
      return <Text>{t(value === true ? 'record.yes' : 'record.no')}</Text>;
    case 'integer':
    case 'decimal':
      return <Text>{typeof value === 'number' ? intl.formatNumber(value, { maximumFractionDigits: 20 }) : String(value)}</Text>;
    case 'date':
      // A day of the calendar, the same in every time zone.
      return (
        <Text>{intl.formatDate(`${String(value)}T00:00:00Z`, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })}</Text>
      );
    case 'time':
      return <Text>{String(value).slice(0, 5)}</Text>;
    case 'datetime':
      return <Text>{instant(String(value))}</Text>;
    case 'blocks':
      return <RichTextView value={value} />;
    case 'json':
      return (
        <Box
          tag="pre"
          background="neutral100"
          padding={2}
          hasRadius
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '1.2rem' }}
        >
          {JSON.stringify(value, null, 2)}
        </Box>
      );
    case 'media':
      return <Files value={value} context={context} />;
    case 'relation':
      return (
        <Box tag="ul">
          {idsIn(value).map((id) => (
            <li key={id}>
              <Text>{context.related[id] || t(id in context.related ? 'record.related.untitled' : 'record.related.unknown')}</Text>
            </li>
          ))}
        </Box>
      );
    case 'component':
      return <Components field={field} value={value} context={context} />;
    case 'dynamic-zone':
      return (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
          {zonesIn(value).map(({ label, fields, values }, index) => (
            <li key={index}>
              <Group title={label} fields={fields} values={values} context={context} />
            </li>
          ))}
        </Flex>
      );
    default:
      return <Text>{typeof value === 'string' ? value : JSON.stringify(value)}</Text>;
  }
}

function Files({ value, context: { record, files } }: Omit<Props, 'field'>) {
  const t = useMessages();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {idsIn(value).map((id) => {
        const file = files.find((one) => one.id === id);
        if (file) return <FileView key={id} record={record} file={file} />;
        return (
          <li key={id}>
            <Typography textColor="neutral600">{t('record.file.gone')}</Typography>
          </li>
        );
      })}
    </Flex>
  );
}

function Components({ field, value, context }: Props) {
  const t = useMessages();
  const entries = entriesIn(value);
  if (!field.multiple) return <Group fields={field.fields ?? []} values={entries[0] ?? {}} context={context} />;
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
      {entries.map((entry, index) => (
        <li key={index}>
          <Group title={t('record.entry', { number: index + 1 })} fields={field.fields ?? []} values={entry} context={context} />
        </li>
      ))}
    </Flex>
  );
}

interface GroupProps {
  title?: string;
  fields: PortalField[];
  values: Record<string, unknown>;
  context: ValueContext;
}

/** The fields of a component, one below the other. */
function Group({ title, fields, values, context }: GroupProps) {
  return (
    <Box borderColor="neutral200" padding={3} hasRadius>
      {title !== undefined && (
        <Box paddingBottom={2}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral600">
            {title}
          </Typography>
        </Box>
      )}
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
        {fields.map((field) => (
          <div key={field.name}>
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {field.label}
            </Typography>
            <dd>
              <ValueView field={field} value={values[field.name]} context={context} />
            </dd>
          </div>
        ))}
      </Flex>
    </Box>
  );
}
