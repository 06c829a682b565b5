import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { RecordFile } from '../../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../../plugin/fields/field';
import { useText } from '../../language/useText';
import { RichText } from '../rich/RichText';
import { FileEntry, Files } from './Files';
import css from './record.module.css';
import { useScalarText } from '../../fields/useScalarText';

/** What values name by id. */
export interface Named {
  /** The module whose records these are. */
  module: string;
  files: ReadonlyMap<string, RecordFile>;
  related: Readonly<Record<string, string>>;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const idsOf = (value: unknown): string[] => listOf(value).filter((one): one is string => typeof one === 'string');

interface ValuesProps {
  fields: readonly PortalField[];
  values: Readonly<Record<string, unknown>>;
  named: Named;
}

/** Fields and what they hold, to read. */
export function Values({ fields, values, named }: ValuesProps) {
  return (
    <dl className={css.values}>
      {fields.map((field) => (
        <div key={field.name} className={css.value}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} value={values[field.name]} named={named} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ValueProps {
  field: PortalField;
  value: unknown;
  named: Named;
}

/** One value, whatever its type. */
export function Value({ field, value, named }: ValueProps): ReactNode {
  const scalar = useScalarText();
  const { t } = useText();
  const none = <span className={css.none}>{t('details.none')}</span>;
  switch (field.type) {
    case 'blocks':
      return listOf(value).length > 0 ? <RichText value={listOf(value)} /> : none;
    case 'json':
      return value === null || value === undefined ? (
        none
      ) : (
        <pre className={css.json} tabIndex={0}>
          {JSON.stringify(value, null, 2)}
        </pre>
      );
    case 'media': {
      const ids = idsOf(value);
      const files = ids.flatMap((id) => named.files.get(id) ?? []);
      if (ids.length === 0) return none;
      return (
        <Files>
          {files.map((file) => (
            <FileEntry key={file.id} module={named.module} file={file} />
          ))}
        </Files>
      );
    }
    case 'relation':
      return <Related field={field} ids={idsOf(value)} titles={named.related} none={none} />;
    case 'component':
      return <Component field={field} value={value} named={named} none={none} />;
    case 'dynamic-zone':
      return listOf(value).length > 0 ? <Zone parts={listOf(value)} named={named} /> : none;
    case 'multiline':
      return <span className={css.lines}>{scalar(field.type, value) ?? none}</span>;
    default:
      return scalar(field.type, value) ?? none;
  }
}

/** Records that this one names; one of another module that the customer sees is a link. */
function Related({ field, ids, titles, none }: { field: PortalField; ids: readonly string[]; titles: Named['related']; none: ReactNode }) {
  const known = ids.filter((id) => titles[id] !== undefined);
  if (known.length === 0) return none;
  return (
    <ul role="list" className={css.related}>
      {known.map((id) => (
        <li key={id}>{field.module ? <Link to={`/modules/${field.module}/records/${id}`}>{titles[id]}</Link> : titles[id]}</li>
      ))}
    </ul>
  );
}

function Component({ field, value, named, none }: ValueProps & { none: ReactNode }) {
  const { t } = useText();
  const fields = field.fields ?? [];
  if (!field.multiple)
    return isObject(value) ? (
      <div className={css.part}>
        <Values fields={fields} values={value} named={named} />
      </div>
    ) : (
      none
    );
  const parts = listOf(value).filter(isObject);
  if (parts.length === 0) return none;
  return (
    <ol role="list" className={css.parts}>
      {parts.map((part, index) => (
        <li key={index} className={css.part}>
          <p className={css.partTitle}>{t('record.part', { label: field.label, number: index + 1 })}</p>
          <Values fields={fields} values={part} named={named} />
        </li>
      ))}
    </ol>
  );
}

/** A dynamic zone brings its fields along: what it holds differs from part to part. */
function Zone({ parts, named }: { parts: readonly unknown[]; named: Named }) {
  return (
    <ol role="list" className={css.parts}>
      {parts.filter(isObject).map((part, index) => (
        <li key={index} className={css.part}>
          <p className={css.partTitle}>{String(part.label)}</p>
          <Values fields={listOf(part.fields) as PortalField[]} values={isObject(part.values) ? part.values : {}} named={named} />
        </li>
      ))}
    </ol>
  );
}
