import { Box, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import type { SettableRecordField } from '../../../plugin/contract/editor/modules';
import type { FieldLevel } from '../../../plugin/vocabulary';
import { LevelRow } from '../fields/LevelMatrix';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { DefaultField } from './DefaultField';
import type { FieldProblem } from './problems';
import { choicesFor, defaultKey, isFilledIn, levelKey, type Default } from './values';

interface Props {
  field: SettableRecordField;
  problem: FieldProblem | undefined;
}

/** One field of a module: its level, and the value that it gets where no customer fills it in. */
export function ModuleFieldRow({ field, problem }: Props) {
  const t = useMessages();
  const { name, label, type, required, levels, defaultable } = field;
  const level = useSetting<FieldLevel>(levelKey(name));
  const fallback = useSetting<Default | undefined>(defaultKey(name));
  const [asked, setAsked] = useState(false);

  const writable = levels.includes('optional') || levels.includes('mandatory');
  const secret = levels.every((one) => one === 'hidden');
  const unfilled = !isFilledIn(level.value);
  const shown = asked || problem !== undefined || (fallback.value ?? null) !== null || fallback.error !== undefined;
  const notes = [
    `${name} · ${t(`record.type.${type}`)}`,
    ...(required && writable && !unfilled ? [t('fields.required.explain')] : []),
    ...(secret ? [t('modules.field.secret')] : writable ? [] : [t('fields.fixed')]),
  ];
  const words =
    problem === 'default-wrong'
      ? t('modules.problem.default-wrong.value', { value: String(fallback.value) })
      : problem &&
        t(problem === 'required-hidden' && !defaultable ? 'modules.problem.required-hidden.no-default' : `modules.problem.${problem}`);

  return (
    <LevelRow
      label={label}
      required={required}
      notes={notes}
      error={level.error ?? (defaultable ? undefined : words)}
      levels={choicesFor(field)}
      value={level.value}
      disabled={level.disabled}
      onChange={level.set}
    >
      {unfilled && defaultable ? (
        <Box paddingTop={3} maxWidth="480px">
          {shown ? (
            <DefaultField field={field} required={problem === 'required-hidden'} problem={words} />
          ) : (
            !level.disabled && (
              <TextButton startIcon={<Plus />} onClick={() => setAsked(true)} aria-label={t('modules.default.give.of', { field: label })}>
                {t('modules.default.give')}
              </TextButton>
            )
          )}
        </Box>
      ) : undefined}
    </LevelRow>
  );
}
