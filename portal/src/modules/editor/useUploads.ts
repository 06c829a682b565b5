import { useEffect, useRef, useState } from 'react';
import type { PortalField } from '../../../../plugin/fields/field';
import { fileName } from '../../../../plugin/rules/file-name';
import { sendFile } from '../../api/send-file';
import { useUploadQueue } from '../../files/useUploadQueue';
import { attempt } from '../../session/call';
import { takes } from '../files';
import { useFormContext } from './context';
import { idsIn, type Path } from './form-values';

/** As the server names a field: without the places in repeated components. */
const fieldOf = (path: Path): string => path.filter((part) => typeof part === 'string').join('.');

/** Sends files for a field, and puts those that arrived into its value. */
export function useUploads({ field, path }: { field: PortalField; path: Path }) {
  const { change, addFile, sending, named, fileBytes } = useFormContext();
  const [control] = useState(() => crypto.randomUUID());
  // Where the field is now: entries of a repeated component can be moved while a file is on its way.
  const place = useRef(path);
  useEffect(() => {
    place.current = path;
  });

  const queue = useUploadQueue({
    most: fileBytes,
    check: (file) => (takes(field, file.type) ? undefined : { message: 'file.problem.kind' }),
    send: (file, how) =>
      attempt('POST /modules/:module/files', () =>
        sendFile('POST /modules/:module/files', {
          params: { module: named.module },
          query: { field: fieldOf(place.current), name: fileName(file.name) },
          file,
          ...how,
        }),
      ),
    onSent: (sent) => {
      addFile(sent);
      change(place.current, (before) => [...idsIn(before).filter((id) => id !== sent.id), sent.id]);
    },
  });

  const { open } = queue;
  useEffect(() => {
    sending(control, open, place.current);
  }, [sending, control, open]);
  useEffect(() => {
    const over = () => sending(control, 0, []);
    return over;
  }, [sending, control]);
  return queue;
}
