import { formatIp, Ip, parseIp } from './ip';

export { isIp } from './ip';

/** Addresses from first to last, both included. */
export interface AddressRange {
  readonly family: Ip['family'];
  readonly first: bigint;
  readonly last: bigint;
}

/** A CIDR block as a range of addresses. */
export interface Cidr extends AddressRange {
  /** The number of bits after the '/'. */
  readonly prefix: number;
  /** Set when the address has bits beyond the prefix, as in 10.0.0.1/8: Kubernetes refuses it in new objects since 1.36. */
  readonly hasHostBits: boolean;
}

/** Reads a CIDR block; the address as strictly as `parseIp`, the prefix without sign and leading zero. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const ip = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (ip === undefined || !/^(?:0|[1-9][0-9]{0,2})$/.test(digits)) return undefined;
  const prefix = Number(digits);
  if (prefix > BITS[ip.family]) return undefined;
  const size = 2n ** BigInt(BITS[ip.family] - prefix);
  const first = ip.value - (ip.value % size);
  return { family: ip.family, first, last: first + size - 1n, prefix, hasHostBits: first !== ip.value };
}

/**
 * What is wrong with a block that names an address within itself, as 10.0.0.5/8 does: whoever wrote it may have meant either.
 *
 * @see https://github.com/kubernetes/enhancements/issues/4858
 */
export function hostBitsProblem(text: string): string | undefined {
  const block = parseCidr(text);
  if (block === undefined || !block.hasHostBits) return undefined;
  return `'${text}' names an address within the block, which Kubernetes refuses from 1.36 on; write '${formatCidr(block)}', `
    + `or '${text.slice(0, text.indexOf('/'))}/${BITS[block.family]}' for the one address`;
}

/** Writes a CIDR block in its canonical form, without host bits. */
export function formatCidr({ family, first, prefix }: Pick<Cidr, 'family' | 'first' | 'prefix'>): string {
  return `${formatIp({ family, value: first })}/${prefix}`;
}

/** Whether every address of the inner range is in the outer one. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The addresses that are in any of the ranges: ordered, and joined where they touch. */
export function union(ranges: readonly AddressRange[]): AddressRange[] {
  const joined: AddressRange[] = [];
  for (const range of [...ranges].sort(compareRange)) {
    const last = joined.at(-1);
    if (last?.family !== range.family || last.last + 1n < range.first) joined.push(bare(range));
    else if (range.last > last.last) joined[joined.length - 1] = { ...last, last: range.last };
  }
  return joined;
}

/** The addresses that are in the one set and in the other, in the form of `union`. */
export function intersection(a: readonly AddressRange[], b: readonly AddressRange[]): AddressRange[] {
  const [left, right] = [union(a), union(b)];
  const common: AddressRange[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [x, y] = [left[i], right[j]];
    if (overlaps(x, y)) {
      common.push({ family: x.family, first: x.first > y.first ? x.first : y.first, last: x.last < y.last ? x.last : y.last });
    }
    if (x.family < y.family || (x.family === y.family && x.last < y.last)) i++;
    else j++;
  }
  return common;
}

/** The addresses of the one set that are not in the other, in the form of `union`: an `ipBlock` without its `except`. */
export function subtract(from: readonly AddressRange[], taken: readonly AddressRange[]): AddressRange[] {
  const holes = union(taken);
  const left: AddressRange[] = [];
  let j = 0;
  for (const range of union(from)) {
    while (j < holes.length && (holes[j].family < range.family || (holes[j].family === range.family && holes[j].last < range.first))) j++;
    let first = range.first;
    for (let k = j; k < holes.length && overlaps(holes[k], range); k++) {
      if (first < holes[k].first) left.push({ family: range.family, first, last: holes[k].first - 1n });
      first = holes[k].last + 1n;
    }
    if (first <= range.last) left.push({ family: range.family, first, last: range.last });
  }
  return left;
}

/** The fewest CIDR blocks that make up a range, in order. */
export function cidrsOf(range: AddressRange): Cidr[] {
  const blocks: Cidr[] = [];
  for (let first = range.first; first <= range.last;) {
    let prefix = BITS[range.family];
    let size = 1n;
    while (prefix > 0 && first % (size * 2n) === 0n && first + size * 2n - 1n <= range.last) {
      size *= 2n;
      prefix--;
    }
    blocks.push({ family: range.family, first, last: first + size - 1n, prefix, hasHostBits: false });
    first += size;
  }
  return blocks;
}

/** All addresses of IPv4 or of IPv6, where ranges add up to them. */
export function wholeAmong(ranges: readonly AddressRange[]): AddressRange | undefined {
  return union(ranges).find(({ family, first, last }) => first === 0n && last === 2n ** BigInt(BITS[family]) - 1n);
}

const BITS = { 4: 32, 6: 128 } as const;

function compareRange(a: AddressRange, b: AddressRange): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return 0;
}

function bare({ family, first, last }: AddressRange): AddressRange {
  return { family, first, last };
}
