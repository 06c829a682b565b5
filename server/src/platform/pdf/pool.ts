import type { ChildProcess } from 'node:child_process';
import { PdfError } from './errors';
import type { Answer, Job, Rendered } from './protocol';

interface PoolOptions {
  /** Starts a process that answers each message with one. */
  start: () => ChildProcess;
  /** Processes at most; they are started as they are needed. */
  size: number;
  /** How many jobs wait at most. */
  waiting: number;
  /** How long a job may take, milliseconds; waiting does not count. */
  timeoutMs: number;
  /** After how long without a job a process is ended, milliseconds. */
  idleMs: number;
}

interface Task {
  job: Job;
  done: (result: Rendered | string[]) => void;
  failed: (error: PdfError) => void;
}

interface Worker {
  child: ChildProcess;
  task?: Task;
  timer?: NodeJS.Timeout;
}

/** What keeps this process from ending. A process that rests does not. */
function hold(child: ChildProcess, held: boolean): void {
  for (const handle of [child, child.channel]) {
    if (held) handle?.ref();
    else handle?.unref();
  }
}

/**
 * Processes that work off jobs, one at a time each, in the order they came. One that takes too long is killed, and so
 * is its work; one that dies is replaced when there is work.
 */
export function createPool({ start, size, waiting, timeoutMs, idleMs }: PoolOptions) {
  const workers = new Set<Worker>();
  const queue: Task[] = [];
  let closed = false;

  function finish(worker: Worker): Task | undefined {
    clearTimeout(worker.timer);
    const { task } = worker;
    worker.task = undefined;
    return task;
  }

  function end(worker: Worker): void {
    workers.delete(worker);
    worker.child.kill('SIGKILL');
  }

  function rest(worker: Worker): void {
    hold(worker.child, false);
    worker.timer = setTimeout(() => {
      end(worker);
    }, idleMs).unref();
  }

  function open(): Worker {
    const worker: Worker = { child: start() };
    const lost = (how: string): void => {
      workers.delete(worker);
      finish(worker)?.failed(new PdfError('died', `The process that makes PDFs ended while it worked on a document (${how}).`));
      next();
    };
    worker.child.on('message', (answer: Answer) => {
      const task = finish(worker);
      if (!task) return;
      if ('done' in answer) task.done(answer.done);
      else task.failed(new PdfError(answer.failed.reason, answer.failed.message, answer.failed.problems));
      rest(worker);
      next();
    });
    worker.child.once('error', (error) => {
      lost(error.message);
    });
    worker.child.once('exit', (code, signal) => {
      lost(signal ?? `exit code ${code}`);
    });
    workers.add(worker);
    return worker;
  }

  function give(worker: Worker, task: Task): void {
    clearTimeout(worker.timer);
    hold(worker.child, true);
    worker.task = task;
    worker.timer = setTimeout(() => {
      finish(worker)?.failed(new PdfError('timeout', `The document was not done within ${timeoutMs / 1000} seconds.`));
      end(worker);
      next();
    }, timeoutMs);
    // What cannot be sent has no process any more, of which `exit` tells.
    worker.child.send(task.job, () => undefined);
  }

  function next(): void {
    while (queue.length > 0) {
      const free = [...workers].find(({ task }) => !task) ?? (workers.size < size ? open() : undefined);
      const task = free && queue.shift();
      if (!task) return;
      give(free, task);
    }
  }

  return {
    /** @throws PdfError */
    run: (job: Job): Promise<Rendered | string[]> =>
      new Promise((done, failed) => {
        if (closed) return failed(new PdfError('closed', 'Strapi is stopping.'));
        if (queue.length >= waiting) return failed(new PdfError('busy', `More than ${waiting} documents wait for their PDF.`));
        queue.push({ job, done, failed });
        next();
      }),

    /** Ends all processes; what waits or is being made fails. */
    close(): void {
      closed = true;
      const left = [...queue.splice(0), ...[...workers].map(finish)];
      for (const task of left) task?.failed(new PdfError('closed', 'Strapi is stopping.'));
      for (const worker of [...workers]) end(worker);
    },

    /** Ids of the processes that run. */
    pids: (): number[] => [...workers].flatMap(({ child }) => child.pid ?? []),
  };
}

export type Pool = ReturnType<typeof createPool>;
