import { useCallback, useEffect, useRef, useState } from 'react';
import { asApiError } from '../api/api-error';
import { CANCELLED } from '../api/send-file';
import { useText } from '../language/useText';
import { announce } from '../ui/announce';
import { problemOf, tooLarge, type UploadProblem } from './upload-problem';

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

interface QueueParts<S> {
  /** Bytes of the largest file that is taken. */
  most: number;
  /** What else can be told without sending it. */
  check: (file: File) => UploadProblem | undefined;
  send: (file: File, how: { signal: AbortSignal; onProgress: (part: number) => void }) => Promise<S>;
  onSent: (sent: S) => void;
}

/** Sends files two at a time, and says of each how far it is or what is wrong with it. */
export function useUploadQueue<S>(parts: QueueParts<S>) {
  const { t } = useText();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<{ key: string; file: File }[]>([]);
  const running = useRef(new Map<string, AbortController>());
  // What a file meets when it has arrived is what holds then.
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useEffect(() => {
    const { current } = running;
    return () => {
      queue.current = [];
      for (const abort of current.values()) abort.abort();
    };
  }, []);

  const update = (key: string, next: Partial<Upload>) =>
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...next } : upload)));
  const drop = (key: string) => setUploads((before) => before.filter((upload) => upload.key !== key));

  const run = async (key: string, file: File): Promise<void> => {
    const abort = new AbortController();
    running.current.set(key, abort);
    try {
      const sent = await latest.current.send(file, { signal: abort.signal, onProgress: (part) => update(key, { part }) });
      if (abort.signal.aborted) return;
      latest.current.onSent(sent);
      drop(key);
      announce(t('file.sent', { name: file.name }));
    } catch (error) {
      if (error === CANCELLED) drop(key);
      else update(key, { problem: problemOf(asApiError(error), latest.current.most) });
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

  const problemWith = (file: File): UploadProblem | undefined => {
    const { most, check } = latest.current;
    if (file.size > most) return tooLarge(most);
    return file.size === 0 ? { message: 'file.problem.empty' } : check(file);
  };

  /** Takes files for which there is room; of the others it says that there is none. */
  const add = (files: readonly File[], room = Infinity): void => {
    let left = room;
    const added = files.map((file) => {
      const problem = problemWith(file) ?? (left > 0 ? undefined : ({ message: 'file.problem.full' } as const));
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

  return { uploads, add, dismiss, open: uploads.filter(({ problem }) => !problem).length };
}
