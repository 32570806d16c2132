import { parseQuantity, readQuantity } from './quantity';
import { quote } from './quote';

/** Whether a value is an integer that fits 32 bits with a sign. */
export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= -2147483648 && (value as number) <= 2147483647;
}

/** Whether a value is an integer that fits 64 bits with a sign; past 2^53 JavaScript rounds, and so may be one off. */
export function isInt64(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 63;
}

/** Whether Kubernetes reads a value as a quantity. */
export function isQuantityValue(value: string | number): boolean {
  return readQuantity(value) !== undefined;
}

/** What to write instead of something that is no quantity. */
export function quantityRemedy(text: string): string {
  const bare = text.length <= 40 ? text.replace(/[\s_,]/g, '') : '';
  if (bare !== text && bare !== '' && parseQuantity(bare)) return `write ${bare}`;
  const [, amount, unit] = /^([0-9.]+)([A-Za-z]+)$/.exec(bare) ?? [];
  const units = unit === undefined ? undefined : UNITS.get(unit.toLowerCase());
  if (units && parseQuantity(amount)) return `write ${units.map((one) => `${amount}${one}`).join(' or ')}`;
  return `write a number with a unit that Kubernetes has, such as ${quote('500m')} or ${quote('256Mi')}`;
}

/** What people write for the units of Kubernetes. */
const UNITS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  b: [''],
  byte: [''],
  bytes: [''],
  core: [''],
  cores: [''],
  cpu: [''],
  cpus: [''],
  millicores: ['m'],
  mcpu: ['m'],
  kb: ['Ki', 'k'],
  mb: ['Mi', 'M'],
  gb: ['Gi', 'G'],
  tb: ['Ti', 'T'],
  ki: ['Ki'],
  mi: ['Mi'],
  gi: ['Gi'],
  ti: ['Ti'],
  kib: ['Ki'],
  mib: ['Mi'],
  gib: ['Gi'],
  tib: ['Ti'],
  g: ['G'],
  t: ['T'],
}));

/** Whether Go reads a value as a time of RFC 3339. */
export function isTime(value: unknown): value is string {
  const [, day, hours] = typeof value === 'string' && value.length <= 64 ? TIME.exec(value) ?? [] : [];
  if (day === undefined || Number(hours) > 23) return false;
  // The pattern lets every month have 31 days; JavaScript reads the 31st of February as the 3rd of March.
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

const TIME = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T(\d\d):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-4]):(?:[0-5]\d|60))$/;

/** Whether Go reads a value as a time of RFC 3339 with six digits after the second. */
export function isMicroTime(value: unknown): boolean {
  return isTime(value) && /[.,]\d{6}(?:Z|[+-])/.test(value);
}

/** Whether Go decodes a text as base64: the standard alphabet, with padding; line breaks do not count. */
export function isBase64(text: string): boolean {
  const body = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, '') : text;
  return body.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body);
}
