/**
 * Wakes workers sooner than the next poll: other instances look at the queue when a driver carries the news
 * to them. Rows stay the truth, so that what a driver loses costs the time until the next poll and nothing else.
 */
export interface JobDriver {
  /** Says that a job of a queue may be due. Called after the commit that made it so. */
  notify(queue: string): Promise<void>;
  /** Has `wake` called when somebody says so, until `close`. */
  listen(queue: string, wake: () => void): Promise<void>;
  close(): Promise<void>;
}
