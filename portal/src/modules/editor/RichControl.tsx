import { isRichText, type RichText } from '../../../../plugin/rules/rich-text';
import type { PortalField } from '../../../../plugin/fields/field';
import { FieldNotes } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { RichField } from '../rich/RichField';
import { controlId, useFormContext } from './context';
import type { FormValue, Path } from './form-values';

interface RichControlProps {
  field: PortalField;
  path: Path;
  value: FormValue | undefined;
  held: unknown;
}

/** Rich text, with its label above and what is wrong below. */
export function RichControl({ field, path, value, held }: RichControlProps) {
  const { t } = useText();
  const { change, problemAt } = useFormContext();
  const id = controlId(path);
  const problem = problemAt(path);
  const optional = field.level === 'optional';
  // An editor wrote headings, links or pictures, which customers do not write.
  const help = Array.isArray(held) && !isRichText(held) ? t('rich.simplified') : undefined;
  const described = [problem && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={formCss.field}>
      <span id={`${id}-label`} className={formCss.label}>
        {optional ? t('optional', { label: field.label }) : field.label}
      </span>
      <RichField
        id={id}
        labelledBy={`${id}-label`}
        describedBy={described}
        required={!optional}
        invalid={problem !== undefined}
        lists
        value={isRichText(value) ? value : null}
        onChange={(next: RichText | null) => change(path, () => next)}
      />
      <FieldNotes id={id} help={help} problem={problem} />
    </div>
  );
}
