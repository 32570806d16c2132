import { isIp, parseCidr } from './cidr';
import { isBase64 } from './schema-scalars';

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
  const fits = READ.get(name);
  if (fits === undefined) return UNREAD.has(name) ? 'unread' : 'fits';
  return fits(text) ? 'fits' : 'fits not';
}

const READ: ReadonlyMap<string, (text: string) => boolean> = new Map(Object.entries({
  byte: isBase64,
  date: isDate,
  datetime: isDateTime,
  ipv4: (text: string) => text.includes('.') && isLooseIp(text),
  ipv6: (text: string) => text.includes(':') && isLooseIp(text),
  uuid: (text: string) => UUID.test(text),
  cidr: (text: string) => parseCidr(withoutZeros(text)) !== undefined || MAPPED.test(text),
}));

const UNREAD: ReadonlySet<string> = new Set([
  'bsonobjectid', 'uri', 'email', 'hostname', 'mac', 'uuid3', 'uuid4', 'uuid5', 'isbn', 'isbn10', 'isbn13', 'creditcard', 'ssn', 'hexcolor',
  'rgbcolor', 'duration', 'k8sshortname', 'k8slongname',
]);

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
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
/** An IPv4 address as IPv6, alone or as a block. */
const MAPPED = /^[0-9a-fA-F:]*:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,3})?$/;
