import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { PaymentProvider } from '../../config/payment-provider';

const DIRECTIVES = ['script-src', 'frame-src', 'connect-src', 'img-src'];

/** Loads the script as a browser does, by a Node of its own: test runners have ways of their own to load modules. What is wrong; empty for nothing. */
function wrongIn(script: string): string {
  if (/^\s*import[\s{*'"]/mu.test(script)) return 'The script imports: it is one module.';
  const module = `data:text/javascript;charset=utf-8,${encodeURIComponent(script)}`;
  const program = `const { default: made } = await import(${JSON.stringify(module)}); if (typeof made !== 'function') throw new Error('The default export of the script is no function.');`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module'], { input: program, encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? '' : `The script cannot be loaded: ${stderr || 'it does not end'}`;
}

/** The fields of a provider on a page of the portal: a script that can run there, and hosts that the page's policy can name. */
export function form({ form: own }: PaymentProvider): void {
  assert.ok(own, 'the flow is "embedded", and there is no form');
  const { script, csp } = own;
  assert.equal(wrongIn(script), '');
  for (const [directive, hosts] of Object.entries(csp)) {
    assert.ok(DIRECTIVES.includes(directive), `${directive} is nothing that a form may name`);
    // A word like 'unsafe-inline', or a bare *, would open the page to everybody.
    for (const host of hosts) assert.match(host, /^https:\/\/(?:\*\.)?[a-z0-9-]+\./u);
  }
}

/** What a form is handed is small, and is for everybody to see: never a key that may do anything. */
export function takesForm(parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    assert.equal(typeof value, 'string', `${name} is no text`);
    assert.doesNotMatch(value, /^(?:sk|rk)_|secret_?key/iu, `${name} looks like a secret key`);
  }
  assert.ok(JSON.stringify(parameters).length < 8192, 'more than a page should carry');
}
