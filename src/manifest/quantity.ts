/**
 * How a quantity was written and so how it is printed again: `500m`, `512Mi` or `12e6`.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An amount of CPU, memory or storage, exact to the billionth. */
export interface Quantity {
  /** The amount in billionths, the smallest step Kubernetes keeps. */
  readonly nano: bigint;
  /** The notation it was written in. */
  readonly format: QuantityFormat;
}

/**
 * Reads what `resource.ParseQuantity` of k8s.io/apimachinery reads, to the same value: amounts below a billionth round up,
 * binary amounts stop at 2^63-1. One limit is ours: an amount of 1e309 or more, past every YAML number, is no quantity.
 */
export function parseQuantity(text: string | number): Quantity | undefined {
  // JSON and so kubectl write a number the way JavaScript does.
  const source = typeof text === 'number' ? String(text) : text;
  if (source === '') return undefined;
  const start = source[0] === '-' || source[0] === '+' ? 1 : 0;
  const wholeEnd = endOfDigits(source, start);
  const whole = source.slice(start, wholeEnd);
  const hasPoint = source[wholeEnd] === '.';
  const end = hasPoint ? endOfDigits(source, wholeEnd + 1) : wholeEnd;
  const fraction = hasPoint ? source.slice(wholeEnd + 1, end) : '';

  const unit = UNITS.get(source.slice(end)) ?? exponentUnit(source.slice(end));
  if (unit === undefined) return undefined;
  // Kubernetes reads a suffix without a digit as zero ('Ki', 'm', '-'), unless it is so large or small that it takes another path.
  if (whole + fraction === '' && (unit.format === 'BinarySI' ? unit.exponent >= 50 : unit.exponent < -9)) return undefined;

  const isBinary = unit.format === 'BinarySI';
  const magnitude = isBinary ? binaryNano(whole, fraction, unit.exponent) : decimalNano(whole, fraction, unit.exponent);
  if (magnitude === undefined) return undefined;
  // A part of a byte, '0.0005Ki', has no binary notation.
  const format = isBinary && magnitude > 0n && magnitude < NANOS ? 'DecimalSI' : unit.format;
  return { nano: source[0] === '-' ? -magnitude : magnitude, format };
}

/**
 * The quantity that a field of a manifest says, or undefined where it says none. Quantities are few and come again in every container, so that each
 * is read once; there are never many kept.
 */
export function readQuantity(said: unknown): Quantity | undefined {
  if (typeof said !== 'string' && typeof said !== 'number') return undefined;
  let quantity = read.get(said);
  if (quantity === undefined && (quantity = parseQuantity(said)) !== undefined) {
    if (read.size >= MOST_READ) read.clear();
    read.set(said, quantity);
  }
  return quantity;
}

const MOST_READ = 500;
const read = new Map<string | number, Quantity>();

/** Whether a field of a manifest says a quantity below zero; what has no sign is not read for it. */
export function isNegative(said: unknown): boolean {
  if (typeof said === 'number') return said < 0;
  if (typeof said !== 'string' || !said.startsWith('-')) return false;
  const quantity = readQuantity(said);
  return quantity !== undefined && quantity.nano < 0n;
}

/** Orders two quantities by amount, as `Array.sort` wants it. */
export function compareQuantity(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a.nano === b.nano) return 0;
  return a.nano < b.nano ? -1 : 1;
}

/** The exact sum, in the notation of the first that is not zero. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  if (a.nano === 0n) return b;
  return b.nano === 0n ? a : { nano: a.nano + b.nano, format: a.format };
}

/** The exact product with a whole number, such as a number of replicas. */
export function multiplyQuantity(quantity: Quantity, times: number | bigint): Quantity {
  return { nano: quantity.nano * BigInt(times), format: quantity.format };
}

/**
 * Prints the canonical form: no fraction, no precision lost, the largest suffix that allows both. Above `E` and `Ei`, where
 * apimachinery drops the suffix and prints 1000E as 1, the number grows instead.
 */
export function formatQuantity(quantity: Quantity, format: QuantityFormat = quantity.format): string {
  if (quantity.nano === 0n) return '0';
  const sign = quantity.nano < 0n ? '-' : '';
  const magnitude = quantity.nano < 0n ? -quantity.nano : quantity.nano;
  if (format === 'BinarySI' && magnitude >= 1024n * NANOS && magnitude % NANOS === 0n) {
    const [mantissa, power] = withoutFactor(magnitude / NANOS, 1024n, 6);
    return `${sign}${mantissa}${BINARY_SUFFIXES[power]}`;
  }
  const [mantissa, power] = withoutFactor(magnitude, 1000n, format === 'DecimalExponent' ? Infinity : 9);
  const exponent = power * 3 - 9;
  if (format === 'DecimalExponent') return `${sign}${mantissa}${exponent === 0 ? '' : `e${exponent}`}`;
  return `${sign}${mantissa}${DECIMAL_SUFFIXES[power]}`;
}

interface Unit {
  readonly format: QuantityFormat;
  /** A power of two for BinarySI, of ten otherwise. */
  readonly exponent: number;
}

const NANOS = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * NANOS;
const MAX_NANO_DIGITS = 309 + 9;

const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...BINARY_SUFFIXES.map((suffix, i): [string, Unit] => [suffix, { format: 'BinarySI', exponent: i * 10 }]),
  ...DECIMAL_SUFFIXES.map((suffix, i): [string, Unit] => [suffix, { format: 'DecimalSI', exponent: i * 3 - 9 }]),
]);

/** Reads `e3`, `E-3`, `e+03`. Kubernetes reads 64 bits and keeps the lower 32. */
function exponentUnit(suffix: string): Unit | undefined {
  if (!/^[eE][-+]?[0-9]+$/.test(suffix)) return undefined;
  const digits = suffix.slice(1).replace(/^[-+]/, '').replace(/^0+/, '');
  if (digits.length > 19) return undefined;
  const exponent = BigInt(`${suffix[1] === '-' ? '-' : ''}${digits || '0'}`);
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return { format: 'DecimalExponent', exponent: Number(BigInt.asIntN(32, exponent)) };
}

/** The digits shifted by a power of ten: cut out of the text, so that a hostile exponent never makes a hostile number. */
function decimalNano(whole: string, fraction: string, exponent: number): bigint | undefined {
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  const kept = digits.length - fraction.length + exponent + 9;
  if (kept > MAX_NANO_DIGITS) return undefined;
  if (kept <= 0) return 1n;
  const nano = BigInt(digits.slice(0, kept).padEnd(kept, '0'));
  return hasValue(digits.slice(kept)) ? nano + 1n : nano;
}

/** Digits times a power of two, capped and rounded up. */
function binaryNano(whole: string, fraction: string, exponent: number): bigint {
  const digits = whole.replace(/^0+/, '');
  if (digits.length > 19) return MAX_BINARY;
  // Past 69 places (60 binary, 9 of nano) a digit decides only whether to round up; one stands for all of them.
  const places = fraction.slice(0, 69) + (hasValue(fraction.slice(69)) ? '1' : '');
  const scaled = BigInt(digits + places) * NANOS * 2n ** BigInt(exponent);
  const divisor = 10n ** BigInt(places.length);
  const nano = (scaled + divisor - 1n) / divisor;
  return nano > MAX_BINARY ? MAX_BINARY : nano;
}

function withoutFactor(value: bigint, factor: bigint, most: number): [bigint, number] {
  let times = 0;
  while (times < most && value % factor === 0n) {
    value /= factor;
    times++;
  }
  return [value, times];
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] >= '0' && text[end] <= '9') end++;
  return end;
}

function hasValue(digits: string): boolean {
  return /[1-9]/.test(digits);
}
