import type { FieldError } from '../../../../plugin/contract/errors';
import { errors } from '@strapi/utils';
import { PortalError } from '../../platform/errors';
import { isWritableField } from '../../../../plugin/fields/field';
import { fieldAt } from '../../fields';
import type { LoadedModule } from '../settings';

/** What Strapi refuses, by field. */
export interface Refusal {
  path: (string | number)[];
  message: string;
}

/** What Strapi, the Media Library or the project's own code (a lifecycle, a middleware) threw while something was published. */
export class PublishingError extends Error {
  constructor(override readonly cause: unknown) {
    super(`Publishing failed: ${String(cause)}`);
  }
}

export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PortalError ? error : new PublishingError(error);
  }
}

/** Strapi's complaints about values, or undefined for any other failure. */
export function refusalsOf({ cause }: PublishingError): Refusal[] | undefined {
  if (!(cause instanceof errors.ValidationError) && (cause as Error).name !== 'YupValidationError') return undefined;
  const { details, message } = cause as Error & { details?: { errors?: Refusal[] } };
  return details?.errors ?? [{ path: [], message }];
}

/** A failed publishing as an editor can act on it: editors see every field, and what the project's code says on purpose. */
export function refusalForEditor(error: PublishingError): PortalError {
  const refusals = refusalsOf(error);
  if (refusals) {
    const wrong = refusals.map(
      ({ path, message }): FieldError => ({
        path: ['values', ...path],
        code: 'invalid',
        message: message.replace(/^this/iu, String(path.at(-1) ?? 'this')),
      }),
    );
    return new PortalError('invalid-request', { message: 'The content type does not take these values.', errors: wrong });
  }
  const cause: unknown = error.cause;
  // Strapi shows the messages of these errors to whoever called: they are written for that.
  return cause instanceof errors.ApplicationError
    ? new PortalError('publishing-refused', { message: (cause as Error).message })
    : new PortalError('publishing-failed');
}

/** What becomes of Strapi's refusal for a customer: its own fields by name, and nothing of those that it does not see. */
export function refusalForCustomer(module: Pick<LoadedModule, 'fields'>, refusals: Refusal[]): PortalError | undefined {
  const shown = refusals.filter(({ path }) => {
    const field = fieldAt(module.fields, path.filter((part) => !/^\d+$/u.test(String(part))).join('.'));
    return field !== undefined && isWritableField(field);
  });
  if (shown.length === 0) return undefined;
  return new PortalError('invalid-request', {
    errors: shown.map(({ path, message }) => ({
      path: ['values', ...path.map((part) => (/^\d+$/u.test(String(part)) ? Number(part) : part))],
      code: message.includes('must be unique') ? 'not-unique' : 'invalid',
      message: message.includes('must be unique') ? 'is there already' : 'is not taken',
    })),
  });
}
