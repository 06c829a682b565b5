import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';

/** JSON Schemas of the SDK's own request types (`scripts/stripe-schemas.mjs`): what they do not have is refused, enumerations are closed. */
const schema = JSON.parse(gunzipSync(fs.readFileSync(path.join(__dirname, 'requests.json.gz'))).toString('utf8')) as {
  sdk: string;
  definitions: { Requests: { properties: Record<string, unknown> } };
};
export const SCHEMAS_OF = schema.sdk;
export const ROUTES = Object.keys(schema.definitions.Requests.properties);

// Forms carry texts: numbers and booleans are made of them, where the type wants some.
const ajv = new Ajv({ coerceTypes: true, strict: false });
ajv.addSchema(schema, 'stripe');
const validators = new Map<string, ValidateFunction>();

/** Checks what was sent to a route, and turns its texts into what the type says; the first thing that is wrong. */
export function wrongIn(route: string, params: object): ErrorObject | null {
  let validate = validators.get(route);
  if (!validate) {
    const pointer = route.replaceAll('/', '~1').replaceAll(' ', '%20');
    validate = ajv.compile({ $ref: `stripe#/definitions/Requests/properties/${pointer}` });
    validators.set(route, validate);
  }
  return validate(params) ? null : (validate.errors?.[0] ?? null);
}

export type Params = { [key: string]: string | Params };

/** A form as Stripe's SDK writes one: `metadata[key]=value`, `expand[0]=…`. */
export function parseForm(text: string): Params {
  const root: Params = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split(/\]\[|\[|\]/u).filter(Boolean);
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) {
      const next = at[key] ?? {};
      if (typeof next === 'string') throw new Error(`${name} is both a text and more.`);
      at[key] = next;
      at = next;
    }
    at[last] = value;
  }
  return arrays(root) as Params;
}

/** Objects whose keys count from 0 are lists. */
function arrays(value: string | Params): unknown {
  if (typeof value === 'string') return value;
  const keys = Object.keys(value);
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => [key, arrays(one)]);
  if (keys.length > 0 && keys.every((key, index) => key === String(index))) return entries.map(([, one]) => one);
  return Object.fromEntries(entries);
}
