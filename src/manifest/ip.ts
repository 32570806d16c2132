/** An IP address as a number. */
export interface Ip {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/**
 * Reads an IP address as strictly as Kubernetes 1.36 does. Refused are texts that programs read differently: octets with a
 * leading zero (octal or not), IPv6 addresses that stand for an IPv4 one (`::ffff:1.2.3.4`), zones (`fe80::1%eth0`).
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation
 */
export function parseIp(text: string): Ip | undefined {
  if (text.length > LONGEST) return undefined;
  const value = text.includes(':') ? ipv6(text) : ipv4(text);
  if (value === undefined) return undefined;
  return { family: text.includes(':') ? 6 : 4, value };
}

/** Whether a text is an IP address that everybody reads alike. */
export function isIp(text: string): boolean {
  return parseIp(text) !== undefined;
}

/**
 * Writes an IP address in its canonical form, for IPv6 that of RFC 5952.
 * @see https://www.rfc-editor.org/rfc/rfc5952#section-4
 */
export function formatIp({ family, value }: Ip): string {
  if (family === 4) return digitsOf(value, 256n, 4).join('.');
  const groups = digitsOf(value, 65536n, 8).map((group) => group.toString(16));
  const [start, length] = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** Eight groups of four digits, the last two written as IPv4. */
const LONGEST = 45;
const IPV4_MAPPED = 0xffffn;

function ipv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => /^(?:0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((value, octet) => value * 256n + BigInt(octet), 0n);
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, i) => ipv6Groups(half, i === halves.length - 1));
  const [head, tail = []] = groups;
  if (head === undefined || groups.includes(undefined)) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const value = [...head, ...new Array<bigint>(missing).fill(0n), ...tail].reduce((sum, group) => sum * 65536n + group, 0n);
  return value / 2n ** 32n === IPV4_MAPPED ? undefined : value;
}

function ipv6Groups(half: string, isLast: boolean): bigint[] | undefined {
  if (half === '') return [];
  const groups: bigint[] = [];
  const texts = half.split(':');
  for (const [i, group] of texts.entries()) {
    const dotted = isLast && i === texts.length - 1 && group.includes('.') ? ipv4(group) : undefined;
    if (dotted !== undefined) groups.push(dotted / 65536n, dotted % 65536n);
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) groups.push(BigInt(`0x${group}`));
    else return undefined;
  }
  return groups;
}

function digitsOf(value: bigint, base: bigint, count: number): bigint[] {
  const digits: bigint[] = [];
  for (let rest = value; digits.length < count; rest /= base) digits.unshift(rest % base);
  return digits;
}

/** Where the longest run of zero groups starts, the first of equals, and how long it is. */
function longestZeros(groups: readonly string[]): [number, number] {
  let best: [number, number] = [0, 0];
  let start = 0;
  groups.forEach((group, i) => {
    if (group !== '0') start = i + 1;
    else if (i + 1 - start > best[1]) best = [start, i + 1 - start];
  });
  return best;
}
