import type { z } from 'zod';

/** Of an object what a schema names, and nothing else. */
export const pick = <S extends z.ZodObject>({ shape }: S, from: z.output<S>): z.output<S> =>
  Object.fromEntries(Object.keys(shape).map((name) => [name, (from as Record<string, unknown>)[name]])) as z.output<S>;
