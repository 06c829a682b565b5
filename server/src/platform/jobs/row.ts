import type { Row, Strapi } from '../strapi';
import { versioned } from '../versioned';

/** A job as it lies in its table; payload and times are the queue's own. */
export interface JobRow extends Row {
  kind: string;
  queue: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  dueAt: string | Date;
  lockedUntil: string | Date | null;
  cancelledAt: string | Date | null;
  attempts: number;
  payload: string | null;
  cursor: object | null;
  result: object | null;
  owner: string | null;
  lastError: string | null;
  problem: string | null;
  topic: string | null;
  recipient: string | null;
  createdAt?: string | Date;
  finishedAt: string | Date | null;
  contact?: { id: number } | null;
}

/** Named queues, and how many jobs of each one process runs at a time: what takes long holds up nothing of another queue. */
export const QUEUES = {
  default: 3,
  mail: 5,
  /** Questions to payment providers. */
  payments: 4,
  /** Jobs of many steps. */
  bulk: 2,
} as const;
export type QueueName = keyof typeof QUEUES;

/** A job's queue; `default` for rows from before there were queues. */
export const queueOf = ({ queue }: Pick<JobRow, 'queue'>): QueueName =>
  queue !== null && Object.hasOwn(QUEUES, queue) ? (queue as QueueName) : 'default';

/** A failed try that says why in a word that a screen has words for. */
export class JobProblem extends Error {
  constructor(
    readonly problem: string,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown by a job that is not to be done any more: it ends as cancelled, with the word for why. */
export class JobDropped extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** What a running job may tell about itself, and hear. */
export interface Progress {
  /**
   * Writes down how far the job is, so that another instance can go on from here. Within a
   * transaction, together with what was done: it throws, and so takes that back, when the job was
   * cancelled or another instance has taken it over.
   */
  save(reached: { cursor?: object; result?: object }): Promise<void>;
  /**
   * To be called between two steps: lets requests through, which SQLite's driver would keep waiting,
   * and puts the job back into the queue when this instance stops.
   */
  pause(): Promise<void>;
}

/** Runs a job. It may run twice (a crash, a lease that ran out), so its effects must bear that. */
export type JobHandler = (payload: unknown, job: JobRow, progress: Progress) => Promise<void>;

export interface JobOptions {
  /** Whose concurrency it shares; else `default`. */
  queue?: QueueName;
  /** Tries before it is given up as failed; else 8. */
  attempts?: number;
  /** Whether the payload of one that is given up stays, so that somebody can have it done again. */
  again?: (job: JobRow) => boolean;
  /** What makes of each older shape of its payload the next: rows that an earlier version added are worked off too. */
  upgrades?: ((older: never) => unknown)[];
}

/** Payloads of a kind as they lie in rows. */
export const payloadOf = (kind: JobDefinition | undefined) => versioned(...(kind?.upgrades ?? []));

/** What runs jobs of a kind. */
export interface JobDefinition extends JobOptions {
  kind: string;
  run: JobHandler;
}

/** A kind of job that a feature brings: said where such jobs are added, listed in its `feature.ts`. */
export interface JobKind extends JobOptions {
  kind: string;
  /** What runs one, made for each: services are there by then. */
  run: (strapi: Strapi) => JobHandler;
}
