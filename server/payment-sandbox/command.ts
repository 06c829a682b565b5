#!/usr/bin/env node
/** `customer-portal-sandbox`: the payment sandbox as a program. What it takes: USAGE. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startSandbox } from './index';

const USAGE = `customer-portal-sandbox [--port 4820] [--webhook-url URL] [--journal FILE] [--host 127.0.0.1] [--public-url URL]

A payment gateway for development: no money moves. The provider "sandbox" talks to it, by the secret in
PAYMENT_SANDBOX_SECRET (16 characters and more; one is made up where there is none). With --journal what it knows
survives an end. docs/payment-providers.md says what its buttons do.`;

const options = {
  port: { type: 'string', default: '4820' },
  host: { type: 'string' },
  'webhook-url': { type: 'string' },
  'public-url': { type: 'string' },
  journal: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(USAGE);
  const given = process.env.PAYMENT_SANDBOX_SECRET;
  const secret = given ?? randomBytes(24).toString('base64url');
  const sandbox = await startSandbox({
    secret,
    port: Number(values.port),
    host: values.host,
    webhookUrl: values['webhook-url'],
    publicUrl: values['public-url'],
    journal: values.journal,
  });
  const stop = (): void => {
    void sandbox.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // Forked: whoever did so is told where it is, and takes it along.
  if (process.send) {
    process.on('disconnect', stop);
    process.send({ kind: 'ready', url: sandbox.url, controlPage: sandbox.controlPage });
  }
  console.log(`The payment sandbox runs at ${sandbox.url}. No money moves.`);
  console.log(`Control page: ${sandbox.controlPage}`);
  if (given === undefined) console.log(`Secret: ${secret}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
