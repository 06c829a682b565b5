import net from 'node:net';

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      // A machine without IPv6 has no ::1 to be taken.
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The wanted port, or the next free one; both loopback addresses count, since browsers try either
 * for `localhost`. Says so when the wanted port is taken.
 *
 * @param {string} purpose whom the port is for, for the message
 * @param {number} wanted
 * @param {Set<number>} [reserved] ports that were given out and are not listened on yet
 * @returns {Promise<number>}
 */
export async function freePort(purpose, wanted, reserved = new Set()) {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1) {
    if (reserved.has(port)) continue;
    if ((await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))) {
      if (port !== wanted) console.log(`! Port ${wanted} is taken: ${purpose} uses ${port}.`);
      reserved.add(port);
      return port;
    }
  }
  throw new Error(`No free port for ${purpose} from ${wanted} on.`);
}
