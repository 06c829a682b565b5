import type { Rules } from '../message';
import { SamlRefused, type SamlRefusal } from '../refused';

/** False where a message may pass; true, or what was found, where it is refused. */
export type Finding = boolean | string;

/** One rule of the pipeline. Pure but for the last two, which use something up. */
export interface Check<Subject> {
  code: SamlRefusal;
  refuses: (subject: Subject, rules: Rules) => Finding | Promise<Finding>;
}

/** Applies checks in order; the first that does not hold refuses. */
export async function pass<Subject>(checks: readonly Check<Subject>[], subject: Subject, rules: Rules): Promise<void> {
  for (const { code, refuses } of checks) {
    const found = await refuses(subject, rules);
    if (found !== false) throw new SamlRefused(code, found === true ? undefined : found);
  }
}
