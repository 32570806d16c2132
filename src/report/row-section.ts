import { Allow, Control, Prefix, Since, Value } from '../standard/control';
import { HARDENING } from '../standard/hardening';
import { OLDEST_POLICY_MINOR, POD_SECURITY } from '../standard/pod-security';
import { formatMinor } from '../standard/releases';

/** What a rule asks that is a row of the standard, said from the row: its fields and what they may hold. Nothing for a rule that is code. */
export function rowSection(id: string): string[] {
  const row = ROWS.get(id);
  if (row === undefined) return [];
  const { fields, allow, secure, inherit = [], since, exempt, replaces, ephemeral } = row;
  const facts: readonly (string | undefined | false)[] = [
    ...fields.map((field) => `field: ${shownField(field)}`),
    `allowed: ${allowed(allow)}`,
    inherit.length > 0 && `where it is not set, the first of these counts: ${inherit.map(shownField).join(', ')}`,
    inherit.length > 0 && allow.kind === 'anyOf' && 'what the pod says has to be allowed even where every container says something else',
    secure !== undefined && `secure value: ${shownValue(secure)}`,
    since !== undefined && `asked${fromPolicy(since)}`,
    exempt?.windows !== undefined && `not asked of Windows pods${fromPolicy(exempt.windows)}`,
    exempt?.userNamespace !== undefined && `not asked of pods with \`hostUsers: false\`${fromPolicy(exempt.userNamespace)}`,
    replaces !== undefined && `stands in for \`${replaces}\` where the namespace enforces ${row.level}`,
  ];
  return [
    '## What it asks',
    '',
    `Of a pod, or the pod template of a workload; \`containers[*]\` stands for init containers${ephemeral === false ? '' : ' and ephemeral containers'} too:`,
    '',
    ...facts.filter((fact): fact is string => typeof fact === 'string').map((fact) => `- ${fact}`),
    '',
  ];
}

function fromPolicy(minor: number): string {
  return minor <= OLDEST_POLICY_MINOR ? '' : ` from policy version ${formatMinor(minor)} on`;
}

const ROWS: ReadonlyMap<string, Control> = new Map(([...POD_SECURITY, ...HARDENING] as readonly Control[]).map((row) => [row.id, row]));

function allowed(allow: Allow): string {
  switch (allow.kind) {
    case 'anyOf': return anyOf(allow.values);
    case 'noneOf': return allow.values.includes(undefined) ? 'any value, but it has to be set' : `anything but ${allow.values.map(shownValue).join(', ')}`;
    case 'subsetOf': return `not set, or a list of nothing but ${allow.values.map(shownValue).join(', ')}`;
    case 'contains': return `a list with ${shownValue(allow.value)}`;
    case 'keysOf': return `what has one of the keys ${allow.keys.map((key) => `\`${key}\``).join(', ')}`;
  }
}

/** The values of every policy version first, then what later ones add. */
function anyOf(values: readonly (Value | Since | Prefix)[]): string {
  const always = values.filter((value): value is Value | Prefix => typeof value !== 'object' || 'prefix' in value)
    .map((value) => (typeof value === 'object' ? `what begins with ${shownValue(value.prefix)}` : shownValue(value)));
  const later = values.filter((value): value is Since => typeof value === 'object' && 'since' in value);
  const minors = [...new Set(later.map(({ since }) => since))];
  return [
    always.join(', '),
    ...minors.map((minor) => `from ${formatMinor(minor)} on ${later.filter(({ since }) => since === minor).map(({ value }) => shownValue(value)).join(', ')}`),
  ].join('; ');
}

function shownValue(value: Value | readonly string[]): string {
  return value === undefined ? 'not set' : `\`${JSON.stringify(value)}\``;
}

/** A field without the mark that it counts only where its parent is there, which is said in words. */
function shownField(field: string): string {
  const guarded = /([A-Za-z]+)!/.exec(field)?.[1];
  return `\`${field.replace('!', '')}\`${guarded === undefined ? '' : ` where \`${guarded}\` is set`}`;
}
