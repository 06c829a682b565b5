import type { FieldErrorCode } from '../../../../plugin/contract/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PortalField } from '../../../../plugin/fields/field';
import { fileName } from '../../../../plugin/rules/file-name';
import { MOST_PIXELS } from '../../../../plugin/rules/pictures';
import { asApiError, type ApiError } from '../../api/api-error';
import { CANCELLED, sendFile } from '../../api/send-file';
import { minutesOf } from '../../forms/problems';
import type { MessageId } from '../../language/messages';
import { useText } from '../../language/useText';
import { attempt } from '../../session/call';
import { announce } from '../../ui/announce';
import { takes } from '../files';
import { useFormContext } from './context';
import { idsIn, type Path } from './form-values';

interface UploadProblem {
  message: Extract<MessageId, `file.problem.${string}`>;
  values?: Record<string, number>;
}

/** A file on its way, or one that did not arrive. */
export interface Upload {
  key: string;
  name: string;
  bytes: number;
  /** From 0 to 1. */
  part: number;
  problem?: UploadProblem;
}

/** Sent side by side: more would only share the same line. */
const AT_ONCE = 2;

/** Bytes in megabytes as people count them; never more than there is room for. */
export const megabytesOf = (bytes: number): number => Math.floor((bytes / 1024 / 1024) * 10) / 10;
const tooLarge = (most: number): UploadProblem => ({ message: 'file.problem.too-large', values: { size: megabytesOf(most) } });

const BY_CODE: Record<FieldErrorCode<'file'>, UploadProblem> & Partial<Record<FieldErrorCode, UploadProblem>> = {
  'empty-file': { message: 'file.problem.empty' },
  'wrong-file-type': { message: 'file.problem.type' },
  'wrong-file-kind': { message: 'file.problem.kind' },
  'too-many-pixels': { message: 'file.problem.pixels', values: { most: MOST_PIXELS / 1_000_000 } },
  'unsafe-file': { message: 'file.problem.unsafe' },
};

/** What a refusal means for a file. */
function problemOf(error: ApiError, most: number): UploadProblem {
  const code = error.fieldErrors[0]?.code;
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known) return known;
  if (error.code === 'body-too-large') return tooLarge(most);
  if (error.code === 'too-many-requests')
    return { message: 'file.problem.too-many-requests', values: { minutes: minutesOf(error.retryAfter) } };
  if (error.code === 'no-room') return { message: 'file.problem.no-room' };
  if (error.code === 'not-allowed') return { message: 'file.problem.not-allowed' };
  return { message: 'file.problem.failed' };
}

/** What can be told without sending it. */
function problemWith(field: PortalField, file: File, most: number): UploadProblem | undefined {
  if (file.size > most) return tooLarge(most);
  if (file.size === 0) return { message: 'file.problem.empty' };
  return takes(field, file.type) ? undefined : { message: 'file.problem.kind' };
}

/** As the server names a field: without the places in repeated components. */
const fieldOf = (path: Path): string => path.filter((part) => typeof part === 'string').join('.');

/** Sends files for a field, and puts those that arrived into its value. */
export function useUploads({ field, path }: { field: PortalField; path: Path }) {
  const { t } = useText();
  const { change, addFile, sending, named, fileBytes } = useFormContext();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [control] = useState(() => crypto.randomUUID());
  const queue = useRef<{ key: string; file: File }[]>([]);
  const running = useRef(new Map<string, AbortController>());
  // Where the field is now: entries of a repeated component can be moved while a file is on its way.
  const place = useRef(path);
  useEffect(() => {
    place.current = path;
  });

  const open = uploads.filter(({ problem }) => !problem).length;
  useEffect(() => {
    sending(control, open, place.current);
  }, [sending, control, open]);
  useEffect(() => {
    const { current } = running;
    return () => {
      queue.current = [];
      for (const abort of current.values()) abort.abort();
      sending(control, 0, []);
    };
  }, [sending, control]);

  const update = (key: string, next: Partial<Upload>) =>
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...next } : upload)));
  const drop = (key: string) => setUploads((before) => before.filter((upload) => upload.key !== key));

  const run = async (key: string, file: File): Promise<void> => {
    const abort = new AbortController();
    running.current.set(key, abort);
    try {
      const sent = await attempt('POST /modules/:module/files', () =>
        sendFile('POST /modules/:module/files', {
          params: { module: named.module },
          query: { field: fieldOf(place.current), name: fileName(file.name) },
          file,
          signal: abort.signal,
          onProgress: (part) => update(key, { part }),
        }),
      );
      if (abort.signal.aborted) return;
      addFile(sent);
      change(place.current, (before) => [...idsIn(before).filter((id) => id !== sent.id), sent.id]);
      drop(key);
      announce(t('file.sent', { name: file.name }));
    } catch (error) {
      if (error === CANCELLED) drop(key);
      else update(key, { problem: problemOf(asApiError(error), fileBytes) });
    } finally {
      running.current.delete(key);
      next();
    }
  };
  function next(): void {
    while (running.current.size < AT_ONCE) {
      const waiting = queue.current.shift();
      if (!waiting) return;
      void run(waiting.key, waiting.file);
    }
  }

  const add = (files: readonly File[], room: number): void => {
    let left = room;
    const added = files.map((file) => {
      const problem = problemWith(field, file, fileBytes) ?? (left > 0 ? undefined : ({ message: 'file.problem.full' } as const));
      if (!problem) left -= 1;
      return { upload: { key: crypto.randomUUID(), name: file.name, bytes: file.size, part: 0, ...(problem && { problem }) }, file };
    });
    setUploads((before) => [...before.filter(({ problem }) => !problem), ...added.map(({ upload }) => upload)]);
    queue.current.push(...added.filter(({ upload }) => !upload.problem).map(({ upload: { key }, file }) => ({ key, file })));
    next();
  };

  const dismiss = useCallback((key: string) => {
    queue.current = queue.current.filter((waiting) => waiting.key !== key);
    running.current.get(key)?.abort();
    drop(key);
  }, []);

  return { uploads, add, dismiss };
}
