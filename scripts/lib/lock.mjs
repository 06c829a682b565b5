import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratch } from './paths.mjs';

/**
 * @param {number} pid
 * @returns {boolean} whether a process of this id runs
 */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs an action while no other process on this machine runs one under the same name: two builds
 * at once would write into the same output folder. A lock whose process is gone is taken over.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withLock(name, action) {
  const file = path.join(scratch, `${name}.lock`);
  fs.mkdirSync(scratch, { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = Number(fs.existsSync(file) && fs.readFileSync(file, 'utf8'));
      // Zero: the other process has created the file and not yet written its id.
      if (owner !== 0 && !alive(owner)) fs.rmSync(file, { force: true });
      else await sleep(200);
    }
  }
  try {
    return await action();
  } finally {
    fs.rmSync(file, { force: true });
  }
}
