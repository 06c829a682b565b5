import type { PortalField } from '../../../../plugin/fields/field';
import { ScalarControl } from '../../fields/ScalarControl';
import { Value } from '../record/Values';
import { ComponentControl, type InnerFields } from './ComponentControl';
import { controlId, useFormContext } from './context';
import css from './editor.module.css';
import { isScalarField, isWritable, textIn, type FormValues, type Path } from './form-values';
import { MediaControl } from './MediaControl';
import { RelationControl } from './RelationControl';
import { RepeatedControl } from './RepeatedControl';
import { RichControl } from './RichControl';

interface FieldsProps {
  fields: readonly PortalField[];
  form: FormValues;
  /** What the server holds of these fields; shown for those that cannot be changed. Absent: nothing yet. */
  held?: Readonly<Record<string, unknown>>;
  path: Path;
}

/** A control for each field that can be changed, and what the others hold. */
export function Fields({ fields, form, held, path }: FieldsProps) {
  const { named } = useFormContext();
  return fields.map((field) => {
    const at = [...path, field.name];
    if (isWritable(field)) return <Control key={field.name} field={field} form={form} held={held?.[field.name]} path={at} />;
    // There is nothing yet that a new record could show here.
    if (!held) return null;
    return (
      <dl key={field.name} className={css.readOnly}>
        <dt>{field.label}</dt>
        <dd>
          <Value field={field} value={held[field.name]} named={named} />
        </dd>
      </dl>
    );
  });
}

interface ControlProps {
  field: PortalField;
  form: FormValues;
  held: unknown;
  path: Path;
}

/** The control that suits a field's type. */
function Control({ field, form, held, path }: ControlProps) {
  const { change, problemAt } = useFormContext();
  const value = form[field.name];
  if (isScalarField(field)) {
    const set = (text: string) => change(path, () => text);
    return <ScalarControl id={controlId(path)} field={field} value={textIn(value)} problem={problemAt(path)} onChange={set} />;
  }
  switch (field.type) {
    case 'blocks':
      return <RichControl field={field} path={path} value={value} held={held} />;
    case 'media':
      return <MediaControl field={field} path={path} value={value} />;
    case 'relation':
      return <RelationControl field={field} path={path} value={value} />;
    default: {
      const inner: InnerFields = (part) => <Fields fields={field.fields ?? []} {...part} />;
      return field.multiple ? (
        <RepeatedControl field={field} path={path} value={value} held={held} inner={inner} />
      ) : (
        <ComponentControl field={field} path={path} value={value} held={held} inner={inner} />
      );
    }
  }
}
