import type { ModuleColumn } from '../../../../plugin/contract/customer/modules';
import { isScalarType } from '../../../../plugin/fields/field';
import type { FieldInfo, LevelledField } from '../../fields';

/** Whether a column can be sorted by: digits that travel as text would sort as text. */
export const isSortable = ({ type }: Pick<FieldInfo, 'type'>): boolean => type !== 'multiline' && type !== 'biginteger';

/** The columns of the list: those that an editor chose and that customers see. Pure. */
export const columnsOf = (fields: LevelledField[], chosen: string[]): LevelledField[] =>
  chosen.flatMap((name) => fields.filter((field) => field.name === name && isScalarType(field.type)));

export const presentColumn = ({ name, label, type }: LevelledField): ModuleColumn => ({
  name,
  label,
  type,
  sortable: isSortable({ type }),
});

/** The field that names a record: the first column of text, else the first visible text. Pure. */
export function titleFieldOf(fields: LevelledField[], columns: LevelledField[]): LevelledField | undefined {
  const names = ({ type }: LevelledField): boolean => ['text', 'multiline', 'email', 'enumeration', 'integer', 'date'].includes(type);
  return columns.find(names) ?? fields.find(({ type }) => type === 'text') ?? fields.find(names);
}
