import fc from 'fast-check';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { call, leavesOf, withLeaf, type Caller, type Sample } from './endpoints';
import { NAUGHTY } from './naughty';
import type { TestApp } from './strapi';

const naughty = fc.constantFrom(...NAUGHTY);
export const text = fc.oneof({ weight: 3, arbitrary: naughty }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) });
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(null, true, false, 0, -1, 1e21, 0.1, 2 ** 31, Number.MAX_SAFE_INTEGER),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** One thing that is odd about a request. */
export const odd = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('leaf' as const), at: fc.nat(), value: json }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('key' as const), key: text, value: json }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('body' as const), value: json }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bytes' as const), value: text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('query' as const), key: text, value: text, raw: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('param' as const), value: text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('header' as const), at: fc.nat(), value: fc.string({ maxLength: 40 }) }) },
);
export type Odd = typeof odd extends fc.Arbitrary<infer T> ? T : never;

const HEADERS = [
  'origin',
  'cookie',
  'content-type',
  'accept',
  'accept-language',
  'x-forwarded-for',
  'authorization',
  'sec-fetch-site',
  'x-http-method-override',
];
/** As a client must write it; a lone surrogate cannot be. */
export const encode = (part: string): string => encodeURIComponent(part.toWellFormed());
/** As somebody might write it by hand: only what HTTP itself cannot carry is taken out. */
export const unencoded = (part: string): string => part.replace(/[^!-~]|[#?]/gu, '');

/** A request that is right but for that. */
export function oddRequest(app: TestApp, endpoint: Endpoint, caller: NonNullable<Caller>, sample: Sample, change: Odd) {
  const send = (next: Sample, more: Parameters<typeof call>[4] = {}) => call(app, endpoint, caller, next, more);
  switch (change.kind) {
    case 'leaf': {
      const leaves = leavesOf(sample.body ?? {});
      const path = leaves[change.at % leaves.length] ?? [];
      return send({ ...sample, body: withLeaf(sample.body ?? {}, path, change.value) });
    }
    case 'key':
      return send({ ...sample, body: Object.fromEntries([...Object.entries(sample.body ?? {}), [change.key, change.value]]) });
    case 'body':
      return send({ ...sample, body: change.value });
    case 'bytes':
      return send(sample, { body: change.value });
    case 'query': {
      const written = change.raw ? unencoded : encode;
      return send(sample, { search: `?${written(change.key)}=${written(change.value)}` });
    }
    case 'param':
      return send({
        ...sample,
        params: { ...sample.params, [Object.keys(sample.params ?? { id: '' })[0] ?? 'id']: change.value.toWellFormed() || 'x' },
      });
    case 'header':
      return send(sample, { headers: { [HEADERS[change.at % HEADERS.length]!]: change.value.replace(/[^ -~]/gu, '') } });
  }
}
