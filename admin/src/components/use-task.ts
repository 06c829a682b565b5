import { useState } from 'react';
import { failureOf } from '../api/failure';
import { useTellFailure } from './use-failure';

/** Something that an editor starts: whether it is under way, and its failure told. */
export function useTask() {
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState(false);

  /** Resolves to whether it worked. */
  async function run(work: () => Promise<void>): Promise<boolean> {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      tellFailure(failureOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, run };
}
