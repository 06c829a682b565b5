import type { FieldErrorCode } from '../../../plugin/contract/errors';
import { MOST_PIXELS } from '../../../plugin/rules/pictures';
import type { ApiError } from '../api/api-error';
import { minutesOf } from '../forms/problems';
import type { MessageId } from '../language/messages';
import { megabytesOf } from './file-size';

/** What is wrong with a file, in words. */
export interface UploadProblem {
  message: Extract<MessageId, `file.problem.${string}`>;
  values?: Record<string, number>;
}

export const tooLarge = (most: number): UploadProblem => ({ message: 'file.problem.too-large', values: { size: megabytesOf(most) } });

const BY_CODE: Record<FieldErrorCode<'file'>, UploadProblem> & Partial<Record<FieldErrorCode, UploadProblem>> = {
  'empty-file': { message: 'file.problem.empty' },
  'wrong-file-type': { message: 'file.problem.type' },
  'wrong-file-kind': { message: 'file.problem.kind' },
  'too-many-pixels': { message: 'file.problem.pixels', values: { most: MOST_PIXELS / 1_000_000 } },
  'unsafe-file': { message: 'file.problem.unsafe' },
  'too-many': { message: 'file.problem.full' },
};

/** What a refusal means for a file. */
export function problemOf(error: ApiError, most: number): UploadProblem {
  const code = error.fieldErrors[0]?.code;
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known) return known;
  if (error.code === 'body-too-large') return tooLarge(most);
  if (error.code === 'too-many-requests')
    return { message: 'file.problem.too-many-requests', values: { minutes: minutesOf(error.retryAfter) } };
  if (error.code === 'no-room') return { message: 'file.problem.no-room' };
  if (error.code === 'not-allowed' || error.code === 'conflict') return { message: 'file.problem.not-allowed' };
  return { message: 'file.problem.failed' };
}
