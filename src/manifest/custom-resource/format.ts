import { NotEvaluable } from '../cel/evaluator';
import { UrlValue } from '../cel/url';
import { isIp, parseCidr } from '../cidr';
import { isBase64 } from '../schema-scalars';

/** What the API server says of a text and the `format` of its schema; `unread` where it looks at the format and nothing here does. */
export type FormatVerdict = 'fits' | 'fits not' | 'unread';

/**
 * Holds a text against a format. The API server asks for those of a list, and takes any other word for a remark.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 * @see https://github.com/kubernetes/kube-openapi/tree/master/pkg/validation/strfmt
 */
export function formatVerdict(text: string, format: string): FormatVerdict {
  // A dash in the name does not count.
  const name = format.replaceAll('-', '');
  const read = READ.get(name);
  if (read === undefined) return UNREAD.has(name) ? 'unread' : 'fits';
  const fits = read(text);
  return fits === undefined ? 'unread' : fits ? 'fits' : 'fits not';
}

/** What to write where a text does not fit a format that is read here. */
export function formatRemedy(format: string): string {
  return `write ${FITTING.get(format.replaceAll('-', '')) ?? format}`;
}

const READ: ReadonlyMap<string, (text: string) => boolean | undefined> = new Map<string, (text: string) => boolean | undefined>(Object.entries({
  bsonobjectid: matching(/^[0-9a-f]{24}$/i),
  byte: isBase64,
  date: isDate,
  datetime: isDateTime,
  ipv4: (text: string) => text.includes('.') && isLooseIp(text),
  ipv6: (text: string) => text.includes(':') && isLooseIp(text),
  duration: (text: string) => parseDuration(text) !== undefined,
  email: isEmail,
  hexcolor: matching(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  hostname: isHostname,
  mac: isMac,
  rgbcolor: matching(/^rgb\(\s*(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])\s*(?:,\s*(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])\s*){2}\)$/),
  ssn: matching(/^\d{3}[- ]?\d\d[- ]?\d{4}$/),
  uri: isUrl,
  uuid: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i),
  uuid3: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i),
  uuid4: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  uuid5: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  cidr: (text: string) => parseCidr(withoutZeros(text)) !== undefined || MAPPED.test(text),
}));

const FITTING: ReadonlyMap<string, string> = new Map(Object.entries({
  bsonobjectid: '24 hexadecimal digits',
  byte: 'base64',
  date: 'a date such as 2026-01-31',
  datetime: 'a time such as 2026-01-31T12:00:00Z',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  duration: 'a duration such as 1h30m',
  email: 'an email address',
  hexcolor: 'a color such as #ff8800',
  hostname: 'a host name',
  mac: 'a MAC address',
  rgbcolor: 'a color such as rgb(255, 136, 0)',
  ssn: 'a number such as 123-45-6789',
  uri: 'a URL, or a path that begins with /',
  uuid: 'a UUID',
  uuid3: 'a UUID of version 3',
  uuid4: 'a UUID of version 4',
  uuid5: 'a UUID of version 5',
  cidr: 'a block of addresses such as 10.0.0.0/8',
}));

const UNREAD: ReadonlySet<string> = new Set(['isbn', 'isbn10', 'isbn13', 'creditcard', 'k8sshortname', 'k8slongname']);

function matching(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

/** Whether it is a URL or an absolute path; undefined where that is not known here. */
function isUrl(text: string): boolean | undefined {
  try {
    UrlValue.of(text);
    return true;
  } catch (error) {
    return error instanceof NotEvaluable ? undefined : false;
  }
}

/** Addresses with names, comments and quotes are not known here. */
function isEmail(text: string): boolean | undefined {
  if (!text.includes('@')) return false;
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/.test(text) || undefined;
}

/** What a server says of digits and dashes in the last part, and of other scripts, depends on its version. */
function isHostname(text: string): boolean | undefined {
  if (text === '' || text.length > 255 || /[\s_/:@]|^[-.]|\.\./.test(text)) return false;
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]{2,63}$/i.test(text) || undefined;
}

/** Newer servers read addresses without separators. */
function isMac(text: string): boolean | undefined {
  const digits = text.replace(/[:.-]/g, '');
  if (![12, 16, 40].includes(digits.length)) return false;
  if (digits === text) return undefined;
  return /^[0-9a-f]{2}(?:(?::[0-9a-f]{2})+|(?:-[0-9a-f]{2})+)$/i.test(text) || /^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/i.test(text);
}

/** Nanoseconds; undefined where it is no duration. Besides what Go writes, `3 days 4 hours` is one. */
export function parseDuration(text: string): bigint | undefined {
  const units = GO_DURATION.exec(text)?.[2].replaceAll('\u03bc', 'µ');
  if (units !== undefined) {
    const sum = [...units.matchAll(/(\d*)(?:\.(\d*))?([a-zµ]+)/g)].map(([, whole, part = '', unit]) => (
      (BigInt(whole || 0) * GO_UNITS[unit]) + (BigInt(part.slice(0, 18) || 0) * GO_UNITS[unit]) / 10n ** BigInt(Math.min(part.length, 18))
    )).reduce((one, other) => one + other, 0n);
    return text.startsWith('-') ? -sum : sum;
  }
  if (text.length > 1000 || !/^\s*(?:\d+\s*[A-Za-zµ]+\s*)+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)].flatMap(([, count, word]) => {
    const unit = WORDS.find(([begins, ...same]) => word.toLowerCase().startsWith(begins) || same.includes(word.toLowerCase()));
    return unit === undefined ? [] : [BigInt(count) * GO_UNITS[unit[1]]];
  });
  return parts.length === 0 ? undefined : parts.reduce((one, other) => one + other, 0n);
}

const GO_DURATION = /^([-+]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|[µ\u03bc]s|ms|s|m|h))+)$/;
const HOUR = 3_600_000_000_000n;
const GO_UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1_000n, µs: 1_000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: HOUR, d: 24n * HOUR, w: 168n * HOUR,
};
/** What a word for a unit begins with, and what it may be instead. */
const WORDS: readonly (readonly [begins: string, ...same: string[]])[] = [
  ['nano', 'ns'], ['micro', 'us', 'µs'], ['milli', 'ms'], ['sec', 's'], ['min', 'm'], ['hour', 'h', 'hr'], ['day', 'd'], ['week', 'w', 'wk'],
];

function isDate(text: string): boolean {
  const read = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // JavaScript reads the 31st of February as the 3rd of March.
  return read !== undefined && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [day, time, ...more] = text.toLowerCase().split('t');
  return time !== undefined && more.length === 0 && isDate(day) && TIME.test(time);
}

/** Go read octets with a leading zero once, and the API server still does where it always did. */
function isLooseIp(text: string): boolean {
  return isIp(withoutZeros(text)) || MAPPED.test(text);
}

function withoutZeros(text: string): string {
  return text.includes(':') ? text : text.replace(/(^|\.)0+(?=\d)/g, '$1');
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/;
/** An IPv4 address as IPv6, alone or as a block. */
const MAPPED = /^[0-9a-fA-F:]*:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,3})?$/;
