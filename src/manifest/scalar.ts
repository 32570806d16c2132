/** What a scalar can be. Infinity and NaN occur: YAML has them, JSON has not. */
export type Scalar = string | number | boolean | null;

/**
 * What kubectl reads where a text stands without quotes and without tag: `yes` is true, `0755` is 493, `12:30:45` is text.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
export function resolveScalar(text: string): Scalar {
  if (text === '') return null;
  const hint = HINT[text.charCodeAt(0)];
  if (hint === undefined || hint === 0) return text;
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  if (hint === WORD) return text;
  return resolveNumber(text) ?? text;
}

/** Whether a key without quotes is nothing but text: what nearly all keys are. */
export function isName(text: string): boolean {
  const hint = HINT[text.charCodeAt(0)];
  return hint === WORD ? text.length > LONGEST_WORD || !WORDS.has(text) : hint === 0 && text !== '<<';
}

/** The YAML type of what a text resolves to. */
export type ScalarType = 'str' | 'null' | 'bool' | 'int' | 'float';

/** The YAML type of what resolveScalar makes of a text. */
export function scalarType(text: string): ScalarType {
  const value = resolveScalar(text);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return 'str';
  return exactInteger(text) === undefined ? 'float' : 'int';
}

/** The text that a key without quotes becomes in JSON, or undefined where kubectl refuses it. */
export function resolveKey(text: string, type: ScalarType = scalarType(text)): string | undefined {
  switch (type) {
    case 'str': return text;
    case 'null': return undefined;
    case 'bool': return String(resolveScalar(text));
    case 'float': return formatFloat32(Number(exactInteger(text) ?? WORDS.get(text) ?? text.replaceAll('_', '')));
    case 'int': {
      const integer = exactInteger(text)!;
      return integer > MAX_INT64 ? undefined : String(integer);
    }
  }
}

/** Whether a whole number is too large for what Go calls int64. */
export function exceedsInt64(text: string): boolean {
  const integer = exactInteger(text);
  return integer !== undefined && integer > MAX_INT64;
}

/** Whether go-yaml takes a text for a time. kubectl leaves it text all the same. */
export function isTimestamp(text: string): boolean {
  if (text[4] !== '-') return false;
  const match = ZONED.exec(text) ?? LOCAL.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second, zoneHour = 0, zoneMinute = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const days = month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute < 60;
}

/**
 * Whether a text without quotes is read back as this very text: by kubectl, by kustomize and by readers of YAML 1.1 and 1.2,
 * in a block, as a value or as a key.
 */
export function readsAsText(text: string): boolean {
  if (!PLAIN.test(text) || RESERVED.test(text)) return false;
  return !NUMERIC_START.test(text) || NOT_NUMERIC.test(text);
}

/** A number as kubectl reads it, or undefined where it reads text. */
function resolveNumber(text: string): number | undefined {
  if (text.charCodeAt(0) === 0x2e) return POINT_FLOAT.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (DECIMAL.test(plain) && plain.length <= SAFE_DIGITS) return Number(plain) + 0;
  const integer = exactInteger(plain);
  if (integer !== undefined) return Number(integer);
  return FLOAT.test(plain) ? finite(plain) : undefined;
}

/** Go's ParseInt and ParseUint in base 0, with `0b` as go-yaml adds it: a sign may stand behind the prefix. */
function exactInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text.replaceAll('_', ''));
  if (match === null) return undefined;
  const [, sign, prefix, inner, digits] = match;
  if (inner !== '' && (sign !== '' || prefix !== '0b')) return undefined;
  const base = prefix === '' && digits.length > 1 && digits.startsWith('0') ? '0o' : prefix.toLowerCase();
  const significant = digits.replace(/^0+(?=.)/, '');
  if (significant.length > MOST_DIGITS || !DIGITS[base].test(significant)) return undefined;
  const value = BigInt(base === '' ? significant : base + significant);
  if (sign === '-' || inner === '-') return value <= MAX_INT64 + 1n ? -value : undefined;
  return value <= (sign === '+' || inner === '+' ? MAX_INT64 : MAX_UINT64) ? value : undefined;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Go's strconv.FormatFloat(value, 'g', -1, 32), which names float keys. */
function formatFloat32(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(value, -0) ? '-0' : '0';
  const [exact, power] = Math.abs(single).toExponential(100).split('e');
  const sign = single < 0 ? '-' : '';
  for (let precision = 1; ; precision += 1) {
    const head = roundHalfEven(exact.replace('.', ''), precision);
    if (Math.fround(Number(`${head}e${Number(power) - precision + 1}`)) !== Math.abs(single)) continue;
    const digits = head.replace(/0+$/, '');
    const exponent = Number(power) + head.length - precision;
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    if (exponent < -4 || exponent >= 6) return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return sign + String(Number(`${mantissa}e${exponent}`));
  }
}

function roundHalfEven(digits: string, precision: number): string {
  const head = BigInt(digits.slice(0, precision));
  const rest = digits.slice(precision);
  const half = '5'.padEnd(rest.length, '0');
  return String(rest > half || (rest === half && head % 2n === 1n) ? head + 1n : head);
}

const WORD = 1;
const NUMBER = 2;
const HINT = new Uint8Array(128);
for (const letter of 'yYnNtTfFoO~') HINT[letter.charCodeAt(0)] = WORD;
for (const letter of '0123456789+-.') HINT[letter.charCodeAt(0)] = NUMBER;

const WORDS = new Map<string, Scalar>();
function words(value: Scalar, ...spellings: readonly string[]): void {
  for (const spelling of spellings) WORDS.set(spelling, value);
}
words(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON');
words(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF');
words(null, '~', 'null', 'Null', 'NULL');
words(NaN, '.nan', '.NaN', '.NAN');
words(Infinity, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF');
words(-Infinity, '-.inf', '-.Inf', '-.INF');
const LONGEST_WORD = 5;

const SAFE_DIGITS = 15;
/** As many as a 64-bit number has in base 2. */
const MOST_DIGITS = 64;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const INTEGER = /^([-+]?)(0[xXoObB]|)([-+]?)([0-9a-fA-F]+)$/;
const DIGITS: Readonly<Record<string, RegExp>> = { '': /^[0-9]+$/, '0x': /^[0-9a-fA-F]+$/, '0o': /^[0-7]+$/, '0b': /^[01]+$/ };
/** Here Go itself drops the underscores, and only those between two digits. */
const POINT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const ZONED = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2}))$/;
const LOCAL = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?: +([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?)?$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Starts like a name, a path, an option, a number or `$(VARIABLE)`, is ASCII, and holds neither `: ` nor ` #`. */
const PLAIN = /^(?:[A-Za-z0-9_/$(^]|--?[A-Za-z]|\.\.?\/)(?:[!-9;-~]|:(?! |$)| (?![ #]|$))*$/;
/** Words of YAML 1.1 and 1.2, and `e3`, which one reader takes for a number. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|[-+]?(?:nan|inf|e[-+]?[0-9_]+))$/i;
const NUMERIC_START = /^[0-9_]/;
/** A character that occurs in no number and no time: of any base, with exponent, colons, or a zone. */
const NOT_NUMERIC = /[^-0-9a-fA-FxXoO_.:+TtZz ]/;
