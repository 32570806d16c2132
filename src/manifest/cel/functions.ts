import { CelFunction, NotEvaluable } from './evaluator';
import { SemverValue } from './semver';
import { UrlValue } from './url';
import { CidrValue, IpValue, QuantityValue } from './values';
import { LinearRegex } from '../linear-regex';

/** A name before a dot that is no value, as in `sets.contains(a, b)`. */
export class CelNamespace {}
/** The namespaces that functions stand in, with the type that their signatures name. */
export const CEL_NAMESPACES: Readonly<Record<string, { readonly type: string; readonly ctor: new () => object }>> = {
  sets: { type: 'KubernetesSets', ctor: class KubernetesSets extends CelNamespace {} },
  ip: { type: 'KubernetesIp', ctor: class KubernetesIp extends CelNamespace {} },
  lists: { type: 'KubernetesLists', ctor: class KubernetesLists extends CelNamespace {} },
  strings: { type: 'KubernetesStrings', ctor: class KubernetesStrings extends CelNamespace {} },
};

/** The types of Kubernetes' libraries. */
export const CEL_TYPES: Readonly<Record<string, new (...args: never[]) => object>> = {
  Quantity: QuantityValue,
  IP: IpValue,
  CIDR: CidrValue as unknown as new (...args: never[]) => object,
  URL: UrlValue,
  Semver: SemverValue as unknown as new (...args: never[]) => object,
};

/**
 * What JavaScript does otherwise than CEL: a call of the name on the left becomes one of the function on the right. Regular expressions are RE2,
 * letters are ASCII where CEL says so, and an empty text is no number.
 */
export const CEL_RENAMED: Readonly<Record<string, string>> = {
  matches: 'kubernetesMatches',
  lowerAscii: 'kubernetesLowerAscii',
  upperAscii: 'kubernetesUpperAscii',
  substring: 'kubernetesSubstring',
  indexOf: 'kubernetesIndexOf',
  lastIndexOf: 'kubernetesLastIndexOf',
  int: 'kubernetesInt',
};

/**
 * What the API server's CEL can do besides the language: the libraries of Kubernetes, and the extensions for strings, lists and sets in it.
 * Not here, and named where an expression calls it: format.dns1123Label() and its like, and what comes with two variables.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries
 */
export const CEL_FUNCTIONS: readonly CelFunction[] = [
  of('string.kubernetesMatches(string): bool', (text: string, pattern: string) => matches(text, pattern)),
  of('kubernetesMatches(string, string): bool', (text: string, pattern: string) => matches(text, pattern)),
  of('string.find(string): string', (text: string, pattern: string) => found(text, pattern, 1)[0] ?? ''),
  of('string.findAll(string): list', (text: string, pattern: string) => found(text, pattern, Infinity)),
  of('string.findAll(string, int): list', (text: string, pattern: string, most: bigint) => found(text, pattern, most < 0n ? Infinity : Number(most))),
  of('string.kubernetesLowerAscii(): string', (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  of('string.kubernetesUpperAscii(): string', (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  of('kubernetesInt(int): int', (value: bigint) => value),
  of('kubernetesInt(double): int', (value: number) => wholeOf(value)),
  of('kubernetesInt(string): int', (text: string) => intOf(text)),
  of('kubernetesInt(uint): int', (value: { valueOf(): bigint }) => inRange(value.valueOf())),
  of('kubernetesInt(google.protobuf.Timestamp): int', (time: Date) => BigInt(Math.floor(time.getTime() / 1000))),
  of('string.charAt(int): string', (text: string, at: bigint) => {
    const characters = [...text];
    if (at < 0n || at > BigInt(characters.length)) throw new Error(`index out of range: ${at}`);
    return characters[Number(at)] ?? '';
  }),
  of('string.kubernetesSubstring(int): string', (text: string, from: bigint) => part(text, from)),
  of('string.kubernetesSubstring(int, int): string', (text: string, from: bigint, to: bigint) => part(text, from, to)),
  of('string.kubernetesIndexOf(string): int', (text: string, what: string) => indexIn(text, what, 0n)),
  of('string.kubernetesIndexOf(string, int): int', (text: string, what: string, from: bigint) => indexIn(text, what, from)),
  of('string.kubernetesLastIndexOf(string): int', (text: string, what: string) => lastIndexIn(text, what)),
  of('string.kubernetesLastIndexOf(string, int): int', (text: string, what: string, from: bigint) => lastIndexIn(text, what, from)),
  of('string.replace(string, string): string', (text: string, from: string, to: string) => replaced(text, from, to, -1n)),
  of('string.replace(string, string, int): string', (text: string, from: string, to: string, times: bigint) => replaced(text, from, to, times)),
  of('string.format(list): string', (text: string, values: readonly unknown[]) => formatted(text, values)),

  of('list.isSorted(): bool', (list: readonly unknown[]) => list.every((value, i) => i === 0 || compare(list[i - 1], value) <= 0)),
  of('list.sum(): dyn', (list: readonly unknown[]) => list.reduce((sum, value) => plus(sum, value), 0n)),
  of('list.min(): dyn', (list: readonly unknown[]) => extreme(list, -1)),
  of('list.max(): dyn', (list: readonly unknown[]) => extreme(list, 1)),
  of('list.kubernetesIndexOf(dyn): int', (list: readonly unknown[], value: unknown) => BigInt(list.findIndex((one) => equal(one, value)))),
  of('list.kubernetesLastIndexOf(dyn): int', (list: readonly unknown[], value: unknown) => BigInt(list.reduce((last: number, one, i) => (equal(one, value) ? i : last), -1))),
  of('list.slice(int, int): list', (list: readonly unknown[], from: bigint, to: bigint) => {
    if (from < 0n || to < from || to > BigInt(list.length)) throw new Error(`cannot slice(${from}, ${to}) of a list of ${list.length}`);
    return list.slice(Number(from), Number(to));
  }),
  of('list.reverse(): list', (list: readonly unknown[]) => [...list].reverse()),
  of('list.distinct(): list', (list: readonly unknown[]) => distinct(list)),
  of('list.flatten(): list', (list: readonly unknown[]) => list.flat(1)),
  of('list.sort(): list', (list: readonly unknown[]) => [...list].sort(compare)),

  of('KubernetesSets.contains(list, list): bool', (_: unknown, all: readonly unknown[], some: readonly unknown[]) => isSubset(some, all)),
  of('KubernetesSets.equivalent(list, list): bool', (_: unknown, a: readonly unknown[], b: readonly unknown[]) => isSubset(a, b) && isSubset(b, a)),
  of('KubernetesSets.intersects(list, list): bool', (_: unknown, a: readonly unknown[], b: readonly unknown[]) => a.some((one) => has(b, one))),

  of('quantity(string): Quantity', (text: string) => QuantityValue.of(text)),
  of('isQuantity(string): bool', (text: string) => is(() => QuantityValue.of(text))),
  of('Quantity.isLessThan(Quantity): bool', (a: QuantityValue, b: QuantityValue) => a.compareTo(b) < 0n),
  of('Quantity.isGreaterThan(Quantity): bool', (a: QuantityValue, b: QuantityValue) => a.compareTo(b) > 0n),
  of('Quantity.compareTo(Quantity): int', (a: QuantityValue, b: QuantityValue) => a.compareTo(b)),
  of('Quantity.add(Quantity): Quantity', (a: QuantityValue, b: QuantityValue) => a.add(b)),
  of('Quantity.add(int): Quantity', (a: QuantityValue, b: bigint) => a.add(b)),
  of('Quantity.sub(Quantity): Quantity', (a: QuantityValue, b: QuantityValue) => a.sub(b)),
  of('Quantity.sub(int): Quantity', (a: QuantityValue, b: bigint) => a.sub(b)),
  of('Quantity.sign(): int', (a: QuantityValue) => a.sign()),
  of('Quantity.isInteger(): bool', (a: QuantityValue) => a.isInteger()),
  of('Quantity.asInteger(): int', (a: QuantityValue) => a.asInteger()),
  of('Quantity.asApproximateFloat(): double', (a: QuantityValue) => a.asApproximateFloat()),

  of('ip(string): IP', (text: string) => IpValue.of(text)),
  of('isIP(string): bool', (text: string) => is(() => IpValue.of(text))),
  of('KubernetesIp.isCanonical(string): bool', (_: unknown, text: string) => IpValue.of(text).toString() === text),
  of('string(IP): string', (value: IpValue) => value.toString()),
  of('IP.family(): int', (value: IpValue) => BigInt(value.ip.family)),
  of('IP.isUnspecified(): bool', (value: IpValue) => value.ip.value === 0n),
  of('IP.isLoopback(): bool', (value: IpValue) => value.isIn('127.0.0.0/8') || value.isIn('::1/128')),
  of('IP.isLinkLocalMulticast(): bool', (value: IpValue) => value.isIn('224.0.0.0/24') || (value.isIn('ff00::/8') && (value.ip.value / 2n ** 112n) % 16n === 2n)),
  of('IP.isLinkLocalUnicast(): bool', (value: IpValue) => value.isIn('169.254.0.0/16') || value.isIn('fe80::/10')),
  of('IP.isGlobalUnicast(): bool', (value: IpValue) => value.isGlobalUnicast()),
  of('cidr(string): CIDR', (text: string) => CidrValue.of(text)),
  of('isCIDR(string): bool', (text: string) => is(() => CidrValue.of(text))),
  of('string(CIDR): string', (value: CidrValue) => value.toString()),
  of('CIDR.containsIP(IP): bool', (value: CidrValue, ip: IpValue) => value.containsIp(ip)),
  of('CIDR.containsIP(string): bool', (value: CidrValue, text: string) => value.containsIp(IpValue.of(text))),
  of('CIDR.containsCIDR(CIDR): bool', (value: CidrValue, other: CidrValue) => value.containsCidr(other)),
  of('CIDR.containsCIDR(string): bool', (value: CidrValue, text: string) => value.containsCidr(CidrValue.of(text))),
  of('CIDR.ip(): IP', (value: CidrValue) => new IpValue(value.ip)),
  of('CIDR.masked(): CIDR', (value: CidrValue) => value.masked()),
  of('CIDR.prefixLength(): int', (value: CidrValue) => value.prefixLength()),

  of('url(string): URL', (text: string) => UrlValue.of(text)),
  of('isURL(string): bool', (text: string) => is(() => UrlValue.of(text))),
  of('URL.getScheme(): string', (url: UrlValue) => url.scheme),
  of('URL.getHost(): string', (url: UrlValue) => url.host),
  of('URL.getHostname(): string', (url: UrlValue) => url.hostname),
  of('URL.getPort(): string', (url: UrlValue) => url.port),
  of('URL.getEscapedPath(): string', (url: UrlValue) => url.escapedPath),
  of('URL.getQuery(): map', (url: UrlValue) => url.query),
  of('semver(string): Semver', (text: string) => SemverValue.of(text)),
  of('semver(string, bool): Semver', (text: string, isNormalized: boolean) => SemverValue.of(text, isNormalized)),
  of('isSemver(string): bool', (text: string) => is(() => SemverValue.of(text))),
  of('isSemver(string, bool): bool', (text: string, isNormalized: boolean) => is(() => SemverValue.of(text, isNormalized))),
  of('Semver.major(): int', (version: SemverValue) => version.major),
  of('Semver.minor(): int', (version: SemverValue) => version.minor),
  of('Semver.patch(): int', (version: SemverValue) => version.patch),
  of('Semver.compareTo(Semver): int', (a: SemverValue, b: SemverValue) => a.compareTo(b)),
  of('Semver.isLessThan(Semver): bool', (a: SemverValue, b: SemverValue) => a.compareTo(b) < 0n),
  of('Semver.isGreaterThan(Semver): bool', (a: SemverValue, b: SemverValue) => a.compareTo(b) > 0n),
];

function of<Args extends readonly unknown[]>(signature: string, handler: (...args: Args) => unknown): CelFunction {
  return { signature, handler: handler as CelFunction['handler'] };
}

function is(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof NotEvaluable) throw error;
    return false;
  }
}

const patterns = new Map<string, LinearRegex | undefined>();

function matches(text: string, pattern: string): boolean {
  return asked(pattern, (regex) => regex.test(text));
}

function found(text: string, pattern: string, most: number): readonly string[] {
  return asked(pattern, (regex) => regex.find(text, most));
}

function asked<T>(pattern: string, ask: (regex: LinearRegex) => T | undefined): T {
  if (patterns.size > 1_000) patterns.clear();
  let regex = patterns.get(pattern);
  if (regex === undefined) patterns.set(pattern, regex = LinearRegex.parse(pattern));
  const answer = regex && ask(regex);
  if (answer === undefined) throw new NotEvaluable(`the pattern ${JSON.stringify(pattern)} is not read here`);
  return answer;
}

function wholeOf(value: number): bigint {
  if (!Number.isFinite(value)) throw new Error('integer overflow');
  return inRange(BigInt(Math.trunc(value)));
}

function intOf(text: string): bigint {
  if (!/^[+-]?[0-9]{1,19}$/.test(text)) throw new Error(`${JSON.stringify(text)} is not a whole number`);
  return inRange(BigInt(text.startsWith('+') ? text.slice(1) : text));
}

function inRange(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new Error('integer overflow');
  return value;
}

function replaced(text: string, from: string, to: string, times: bigint): string {
  if (times === 0n) return text;
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  if (text.length + parts.length * to.length > LONGEST) throw new NotEvaluable(`it makes a text of more than ${LONGEST.toLocaleString('en')} characters`);
  if (times < 0n || times >= BigInt(parts.length - 1)) return parts.join(to);
  const n = Number(times);
  return `${parts.slice(0, n + 1).join(to)}${parts.slice(n + 1).map((entry) => `${from}${entry}`).join('')}`;
}

const LONGEST = 1_000_000;

function formatted(text: string, values: readonly unknown[]): string {
  let i = 0;
  return text.replace(/%(.|$)/gs, (clause, verb: string) => {
    if (verb === '%') return '%';
    if (i >= values.length) throw new Error(`index ${i} out of range: the text has more places than values`);
    const value = values[i++];
    if (verb === 's') return shown(value);
    if (verb === 'd' && typeof value === 'bigint') return value.toString();
    if (verb === 'x' && typeof value === 'bigint') return value.toString(16);
    if (verb === 'X' && typeof value === 'bigint') return value.toString(16).toUpperCase();
    throw new NotEvaluable(`format() with ${clause} is not known here`);
  });
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  throw new NotEvaluable('format() of such a value is not known here');
}

function compare(a: unknown, b: unknown): number {
  const isNumber = (value: unknown): value is bigint | number => typeof value === 'bigint' || typeof value === 'number';
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') {
    // By code points, as Go has it.
    const [one, other] = [[...a], [...b]];
    for (let i = 0; i < Math.min(one.length, other.length); i++) {
      if (one[i] !== other[i]) return one[i].codePointAt(0)! - other[i].codePointAt(0)!;
    }
    return one.length - other.length;
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  throw new Error('no such overload: these cannot be compared');
}

function plus(a: unknown, b: unknown): unknown {
  if (typeof a === 'bigint' && typeof b === 'bigint') return inRange(a + b);
  // The sum of an empty list is 0, whatever it would hold.
  if (typeof b === 'number' && (typeof a === 'number' || a === 0n)) return Number(a) + b;
  throw new NotEvaluable('sum() of such values is not known here');
}

function extreme(list: readonly unknown[], sign: -1 | 1): unknown {
  if (list.length === 0) throw new Error('min or max called on empty list');
  return list.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));
}

function has(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => equal(one, value));
}

/** Texts, switches and numbers are looked up by this, and all else is compared one by one. A number is the same with a fraction of zero. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

function isSubset(some: readonly unknown[], all: readonly unknown[]): boolean {
  const known = new Set(all.map(keyOf));
  const others = all.filter((one) => keyOf(one) === undefined);
  bounded(some.length * others.length);
  return some.every((one) => (keyOf(one) === undefined ? has(others, one) : known.has(keyOf(one))));
}

function distinct(list: readonly unknown[]): readonly unknown[] {
  const known = new Set<unknown>();
  const others: unknown[] = [];
  return list.filter((value) => {
    const key = keyOf(value);
    if (key !== undefined) return !known.has(key) && known.add(key);
    bounded(list.length * others.length);
    return !has(others, value) && others.push(value) > 0;
  });
}

/** What takes longer than the API server would let it. */
function bounded(comparisons: number): void {
  if (comparisons > MOST_COMPARISONS) throw new NotEvaluable(`it compares more than ${MOST_COMPARISONS.toLocaleString('en')} times`);
}

const MOST_COMPARISONS = 100_000;

/** By characters, of which JavaScript takes some for two. */
function part(text: string, from: bigint, to?: bigint): string {
  const characters = [...text];
  const end = to ?? BigInt(characters.length);
  if (from < 0n || end > BigInt(characters.length) || from > end) throw new Error(`index out of range: ${from < 0n || from > end ? from : end}`);
  return characters.slice(Number(from), Number(end)).join('');
}

function indexIn(text: string, what: string, from: bigint): bigint {
  const characters = [...text];
  if (from < 0n || from > BigInt(characters.length)) throw new Error(`index out of range: ${from}`);
  const before = characters.slice(0, Number(from)).join('').length;
  const at = text.indexOf(what, before);
  return at < 0 ? -1n : BigInt([...text.slice(0, at)].length);
}

function lastIndexIn(text: string, what: string, from?: bigint): bigint {
  const characters = [...text];
  if (from !== undefined && (from < 0n || from > BigInt(characters.length))) throw new Error(`index out of range: ${from}`);
  const at = text.lastIndexOf(what, from === undefined ? undefined : characters.slice(0, Number(from)).join('').length);
  return at < 0 ? -1n : BigInt([...text.slice(0, at)].length);
}

function equal(a: unknown, b: unknown): boolean {
  // eslint-disable-next-line eqeqeq
  if ((typeof a === 'bigint' && typeof b === 'number') || (typeof a === 'number' && typeof b === 'bigint')) return a == b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => equal(one, b[i]));
  if (Array.isArray(a) || Array.isArray(b)) return false;
  if (a instanceof QuantityValue && b instanceof QuantityValue) return a.compareTo(b) === 0n;
  if (a instanceof SemverValue && b instanceof SemverValue) return a.compareTo(b) === 0n;
  if (a instanceof UrlValue && b instanceof UrlValue) return String(a) === String(b);
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]));
}
