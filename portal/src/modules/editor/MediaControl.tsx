import type { PortalField } from '../../../../plugin/fields/field';
import { MOST_FILES } from '../../../../plugin/fields/values';
import { DropZone } from '../../files/DropZone';
import { megabytesOf } from '../../files/file-size';
import filesCss from '../../files/files.module.css';
import { Uploading } from '../../files/Uploading';
import { FieldNotes } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { acceptOf } from '../files';
import { FileEntry, Files } from '../record/Files';
import { controlId, useFormContext } from './context';
import css from './editor.module.css';
import { idsIn, type FormValue, type Path } from './form-values';
import { useUploads } from './useUploads';

interface MediaProps {
  field: PortalField;
  path: Path;
  value: FormValue | undefined;
}

/** Files: chosen or dropped, sent at once, each with its progress and what went wrong with it. */
export function MediaControl({ field, path, value }: MediaProps) {
  const { t } = useText();
  const { change, problemAt, named } = useFormContext();
  const id = controlId(path);
  const problem = problemAt(path);
  const ids = idsIn(value);
  const most = field.multiple ? Math.min(field.max ?? MOST_FILES, MOST_FILES) : 1;
  const optional = field.level === 'optional';

  const { uploads, add, dismiss } = useUploads({ field, path });
  const waiting = uploads.filter(({ problem: wrong }) => !wrong).length;
  const room = most - ids.length - waiting;

  const remove = (one: string, name: string) => {
    change(path, (before) => idsIn(before).filter((other) => other !== one));
    announce(t('record.removed', { label: name }));
    setTimeout(() => document.getElementById(id)?.focus());
  };
  const describedBy = [problem && `${id}-error`, `${id}-help`].filter(Boolean).join(' ');

  return (
    <fieldset className={[formCss.field, formCss.group].join(' ')} aria-describedby={describedBy}>
      <legend className={[formCss.legend, css.fieldLegend].join(' ')}>
        {optional ? t('optional', { label: field.label }) : field.label}
      </legend>
      {(ids.length > 0 || uploads.length > 0) && (
        <Files>
          {ids.map((one) => {
            const file = named.files.get(one);
            const name = file?.name ?? t('file.unknown');
            const action = (
              <Button
                kind="quiet"
                className={css.small}
                aria-label={t('record.remove-label', { label: name })}
                onClick={() => remove(one, name)}
              >
                <Icon name="close" />
              </Button>
            );
            return file ? (
              <FileEntry key={one} module={named.module} file={file} action={action} />
            ) : (
              <li key={one} className={filesCss.file}>
                <span className={filesCss.fileText}>{name}</span>
                {action}
              </li>
            );
          })}
          {uploads.map((upload) => (
            <Uploading key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
          ))}
        </Files>
      )}
      {room > 0 && (
        <DropZone id={id} multiple={field.multiple === true} accept={acceptOf(field)} onFiles={(files) => add(files, Math.max(0, room))} />
      )}
      {room <= 0 && <span id={id} tabIndex={-1} />}
      <FieldNotes id={id} help={<MediaHelp field={field} most={most} />} problem={problem} />
    </fieldset>
  );
}

/** What a field takes, before somebody tries. */
function MediaHelp({ field, most }: { field: PortalField; most: number }) {
  const { t } = useText();
  const { fileBytes } = useFormContext();
  const only = field.fileKinds?.length === 1 ? field.fileKinds[0] : undefined;
  const kind = only === 'images' || only === 'videos' || only === 'audios' ? only : 'other';
  return t('file.help', { kind, count: most, size: megabytesOf(fileBytes) });
}
