/**
 * Makes the JSON Schemas that the fake of Stripe in tests checks requests against, from the request types of the SDK that
 * is installed. After an update of `stripe`: `node scripts/stripe-schemas.mjs`. The generator wants Node 22, which npx
 * gets for it.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, scratch } from './lib/paths.mjs';

/** Requests that the provider sends, and the types of what they take. */
const REQUESTS = {
  'GET /v1/account': 'AccountRetrieveCurrentParams',
  'GET /v1/customers': 'CustomerListParams',
  'POST /v1/customers': 'CustomerCreateParams',
  'GET /v1/customers/:id': 'CustomerRetrieveParams',
  'GET /v1/checkout/sessions': 'Checkout.SessionListParams',
  'POST /v1/checkout/sessions': 'Checkout.SessionCreateParams',
  'GET /v1/checkout/sessions/:id': 'Checkout.SessionRetrieveParams',
  'POST /v1/checkout/sessions/:id/expire': 'Checkout.SessionExpireParams',
  'GET /v1/payment_intents': 'PaymentIntentListParams',
  'GET /v1/payment_intents/search': 'PaymentIntentSearchParams',
  'POST /v1/payment_intents': 'PaymentIntentCreateParams',
  'GET /v1/payment_intents/:id': 'PaymentIntentRetrieveParams',
  'POST /v1/payment_intents/:id': 'PaymentIntentUpdateParams',
  'POST /v1/payment_intents/:id/cancel': 'PaymentIntentCancelParams',
  'GET /v1/setup_intents': 'SetupIntentListParams',
  'POST /v1/setup_intents': 'SetupIntentCreateParams',
  'GET /v1/setup_intents/:id': 'SetupIntentRetrieveParams',
  'POST /v1/setup_intents/:id/cancel': 'SetupIntentCancelParams',
  'GET /v1/refunds': 'RefundListParams',
  'POST /v1/refunds': 'RefundCreateParams',
  'GET /v1/refunds/:id': 'RefundRetrieveParams',
  'GET /v1/payment_methods/:id': 'PaymentMethodRetrieveParams',
  'POST /v1/payment_methods/:id/detach': 'PaymentMethodDetachParams',
};

const folder = path.join(scratch, 'stripe-schemas');
const result = path.join(root, 'tests/support/stripe/requests.json.gz');
/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(root, 'node_modules/stripe', file), 'utf8');

/**
 * Closes enumerations, which the SDK leaves open for values to come: what we send is known today.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const { anyOf, ...rest } = /** @type {Record<string, unknown>} */ (value);
  const others = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, closed(one)]));
  if (!Array.isArray(anyOf)) return others;
  const open = anyOf.filter((one) => one.$ref !== '#/definitions/OtherString');
  const constants = open.filter((one) => 'const' in one).map((one) => one.const);
  if (constants.length === open.length) return { ...others, enum: constants };
  return { ...others, anyOf: closed(open) };
}

fs.mkdirSync(folder, { recursive: true });
const lines = Object.entries(REQUESTS).map(([request, type]) => `  '${request}': Stripe.${type};`);
fs.writeFileSync(
  path.join(folder, 'requests.ts'),
  `import type Stripe from 'stripe';\nexport interface Requests {\n${lines.join('\n')}\n}\n`,
);
fs.writeFileSync(
  path.join(folder, 'tsconfig.json'),
  JSON.stringify({ extends: path.join(root, 'tsconfig.base.json'), compilerOptions: { types: ['node'] }, files: ['requests.ts'] }),
);
const generator = ['ts-json-schema-generator', '--path', 'requests.ts', '--tsconfig', 'tsconfig.json', '--type', 'Requests'];
execFileSync(
  'npx',
  ['--yes', '-p', 'node@22', '-p', 'ts-json-schema-generator@2.10.0', ...generator, '--no-type-check', '--jsDoc', 'none', '-o', 'out.json'],
  { cwd: folder, stdio: 'inherit' },
);
const { definitions } = JSON.parse(fs.readFileSync(path.join(folder, 'out.json'), 'utf8'));
delete definitions.OtherString;
const { version } = JSON.parse(read('package.json'));
const schema = { $id: 'stripe', sdk: version, definitions: closed(definitions) };
fs.mkdirSync(path.dirname(result), { recursive: true });
fs.writeFileSync(result, gzipSync(JSON.stringify(schema), { level: 9 }));
console.log(`${Object.keys(definitions).length} definitions of stripe ${version}: ${fs.statSync(result).size} bytes.`);
