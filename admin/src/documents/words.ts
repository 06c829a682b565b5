import type { LineProblem } from '../../../plugin/rules/documents/check';
import type { MessageId, Translate } from '../messages';

const KNOWN = [
  'required',
  'wrong-format',
  'too-precise',
  'too-large',
  'too-small',
  'too-long',
  'too-many',
  'not-text',
  'not-whole',
  'twice',
] as const;

/** What is wrong with a value in a line or a rate, in words. */
export function problemWords(t: Translate, code: LineProblem['code']): string {
  const known = KNOWN.find((one) => one === code);
  return t(`lines.error.${known ?? 'other'}` satisfies MessageId);
}
