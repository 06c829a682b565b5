import { isIPv6 } from 'node:net';

/** The eight groups of an IPv6 address, or undefined for any other and for an IPv4 address written as IPv6. */
function groupsOf(ip: string): number[] | undefined {
  if (!isIPv6(ip)) return undefined;
  // The URL parser knows every spelling of an address and writes it in one, without dots.
  const { hostname } = new URL(`http://[${ip.replace(/%.*$/u, '')}]`);
  const [left = [], right] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => (part ? part.split(':') : []));
  const zeros = right ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...(right ?? [])].map((group) => parseInt(group, 16));
}

const MAPPED = '0:0:0:0:0:65535';
const written = (groups: number[]): string => groups.map((group) => group.toString(16)).join(':');

/**
 * What a limit counts as one client: an IPv4 address, or the /64 that an IPv6 network is given.
 * An IPv4 address written as IPv6 is the IPv4 one. Pure.
 */
export function clientOf(ip: string): string {
  const groups = groupsOf(ip);
  if (!groups) return ip;
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 6).join(':') === MAPPED) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return written(groups.slice(0, 4));
}

/**
 * The /48 of an IPv6 client, which is counted beside it: who is given one has 65,536 networks to come from, and a
 * home that is given a /56 has 256. Undefined for IPv4. Pure.
 */
export function siteOf(ip: string): string | undefined {
  const groups = groupsOf(ip);
  return groups && groups.slice(0, 6).join(':') !== MAPPED ? `${written(groups.slice(0, 3))}/48` : undefined;
}
