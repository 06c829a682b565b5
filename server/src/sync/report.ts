import type { z } from 'zod';
import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import type { SyncReport, SyncResult } from '../../../plugin/contract/customer/sync';
import { parseKnown } from '../kernel/input';
import { PortalError } from '../platform/errors';

/** A row that is not taken, and why; others are. */
export class RowRefused extends Error {
  constructor(
    readonly errors: FieldError[],
    readonly figures?: SyncResult['figures'],
  ) {
    super(errors[0]?.message ?? 'refused');
  }
}

/** @throws RowRefused for one member of a row */
export function refuseRow(path: FieldError['path'], code: FieldErrorCode, message: string): never {
  throw new RowRefused([{ path, code, message }]);
}

export type Outcome = Pick<SyncResult, 'result' | 'id'>;

/** A row that fits its schema, and where it stood in the call. */
export interface Accepted<R> {
  index: number;
  row: R;
}

const idOf = (row: unknown): string | null => {
  const { externalId } = (row ?? {}) as { externalId?: unknown };
  return typeof externalId === 'string' ? externalId : null;
};

/** Why Strapi, or the project's own code, does not take a row; undefined for a failure that is no refusal. */
export function refusalOf(error: unknown): RowRefused | undefined {
  if (error instanceof RowRefused) return error;
  if (error instanceof PortalError) return new RowRefused(error.fieldErrors ?? [{ path: [], code: 'refused', message: error.message }]);
  const { name, message, details } = error as Error & { details?: { errors?: { path: string[]; message: string }[] } };
  if (!['ValidationError', 'YupValidationError', 'ApplicationError'].includes(name)) return undefined;
  const found = details?.errors ?? [{ path: [], message }];
  return new RowRefused(
    found.map((one) => ({ path: one.path, code: one.message.includes('must be unique') ? 'not-unique' : 'refused', message: one.message })),
  );
}

/** Writes a row; once more where what went wrong is no refusal: the second time it finds what another call has made meanwhile. */
const insisting = (write: () => Promise<Outcome>): Promise<Outcome> =>
  write().catch((error: unknown) => {
    if (refusalOf(error)) throw error;
    return write();
  });

/** What became of each row of a call, in their order. */
export class Results {
  private readonly results = new Map<number, SyncResult>();

  constructor(private readonly rows: readonly unknown[]) {}

  private set(index: number, result: Omit<SyncResult, 'externalId'>): void {
    this.results.set(index, { externalId: idOf(this.rows[index]), ...result });
  }

  done(index: number, outcome: Outcome): void {
    this.set(index, outcome);
  }

  /** @throws the error itself where it is a failure of ours */
  refuse(index: number, error: unknown): void {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    this.set(index, { result: 'refused', id: null, errors: refusal.errors, ...(refusal.figures && { figures: refusal.figures }) });
  }

  /** The rows that fit the schema; one whose id came before in the call is refused. */
  accepted<S extends z.ZodType<{ externalId: string }>>(schema: S): Accepted<z.output<S>>[] {
    const seen = new Set<string>();
    return this.rows.flatMap((sent, index) => {
      try {
        const row = parseKnown(schema, sent);
        if (seen.size === seen.add(row.externalId).size) refuseRow(['externalId'], 'twice', 'came before in this call');
        return [{ index, row }];
      } catch (error) {
        this.refuse(index, error);
        return [];
      }
    });
  }

  report(): SyncReport {
    const rows = this.rows.flatMap((_, index) => this.results.get(index) ?? []);
    const count = (wanted: SyncResult['result']): number => rows.filter(({ result }) => result === wanted).length;
    return { created: count('created'), updated: count('updated'), unchanged: count('unchanged'), refused: count('refused'), rows };
  }
}

/** Writes each row of a call by itself: what one is refused for keeps no other. */
export async function eachRow<S extends z.ZodType<{ externalId: string }>>(
  schema: S,
  sent: readonly unknown[],
  write: (row: z.output<S>) => Promise<Outcome>,
): Promise<SyncReport> {
  const results = new Results(sent);
  for (const { index, row } of results.accepted(schema)) {
    try {
      const { result, id } = await insisting(() => write(row));
      results.done(index, { result, id });
    } catch (error) {
      results.refuse(index, error);
    }
  }
  return results.report();
}
