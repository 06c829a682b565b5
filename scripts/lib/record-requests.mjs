/**
 * Loaded before Strapi in browser tests (`node --import`): writes down all that reaches the process over HTTP, as it
 * comes: requests with their addresses, headers and bodies, and what others answer to it. Tests search in it for what must
 * never come here.
 */
import fs from 'node:fs';
import http from 'node:http';

const file = process.env.RECORDED_REQUESTS;

/** @param {string} head @param {Buffer[]} body */
function write(head, body = []) {
  fs.appendFileSync(/** @type {string} */ (file), Buffer.concat([Buffer.from(`${head}\n`), ...body, Buffer.from('\n\n')]));
}

function recordMessages() {
  /** @type {WeakMap<http.IncomingMessage, Buffer[]>} */
  const bodies = new WeakMap();
  const { push } = http.IncomingMessage.prototype;
  /** Each piece of a body passes here, whoever reads it, or nobody; null ends it. @type {typeof push} */
  http.IncomingMessage.prototype.push = function recorded(chunk, encoding) {
    const body = bodies.get(this) ?? [];
    bodies.set(this, body);
    if (chunk !== null) body.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk));
    else write(JSON.stringify([this.method ?? this.statusCode, this.url, ...this.rawHeaders]), body);
    return push.call(this, chunk, encoding);
  };
}

function recordAnswers() {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    /** @type {string[]} */
    const headers = [];
    answer.headers.forEach((value, name) => headers.push(name, value));
    const head = JSON.stringify([answer.status, answer.url, ...headers]);
    const body = answer.clone().arrayBuffer();
    body.then((bytes) => write(head, [Buffer.from(bytes)])).catch(() => undefined);
    return answer;
  };
}

// Programs that it starts are not reached by anybody.
if (file && process.argv[1]?.endsWith('strapi-child.mjs')) {
  recordMessages();
  recordAnswers();
}
