import { write } from '../../src/manifest/write';
import { Random } from '../oracle/fuzz';

/** A document that was changed: as YAML that we wrote, as JSON, or as YAML with a JSON document in it. */
export function mutated(object: object, random: Random): string {
  const value = random.below(2) === 0 ? object : mutatedValue(object, random);
  const text = random.below(4) === 0 ? `${JSON.stringify(value, undefined, random.below(2))}\n` : written(value);
  if (value !== object && random.below(3) > 0) return text;
  let changed = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) changed = random.pick(TEXT_MUTATIONS)(changed, random);
  return changed;
}

/** What our writer refuses, JSON can say. */
function written(value: unknown): string {
  try {
    return write(value as object);
  } catch {
    return `${JSON.stringify(value)}\n`;
  }
}

/** Takes a few places of the object and puts something else there. */
function mutatedValue(object: object, random: Random): unknown {
  let value: unknown = structuredClone(object);
  for (let left = 1 + random.below(3); left > 0; left -= 1) value = changedWithin(value, random);
  return value;
}

function changedWithin(value: unknown, random: Random): unknown {
  const isInner = typeof value === 'object' && value !== null;
  const keys = isInner ? Object.keys(value) : [];
  if (keys.length === 0 || random.below(6) === 0) return random.pick(SURPRISES)(random, value);
  const copy = (Array.isArray(value) ? [...value as unknown[]] : { ...value as object }) as Record<string, unknown>;
  const key = random.pick(keys);
  switch (random.below(12)) {
    case 0: delete copy[key]; break;
    case 1: if (Array.isArray(copy)) copy.push(copy[Number(key)]); else add(copy, random.pick(KEYS), copy[key]); break;
    case 2: copy[key] = [copy[key]]; break;
    case 3: copy[key] = copy[random.pick(keys)]; break;
    default: copy[key] = changedWithin(copy[key], random);
  }
  return copy;
}

/** Under any key, `__proto__` too. */
function add(copy: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
}

function nested(random: Random, value: unknown): unknown {
  let inner: unknown = value;
  const key = random.pick(KEYS);
  for (let left = 1 + random.below(160); left > 0; left -= 1) inner = random.below(2) === 0 ? [inner] : { [key]: inner };
  return inner;
}

/** What stands where something else was meant. */
const SURPRISES: readonly ((random: Random, value: unknown) => unknown)[] = [
  () => null,
  () => [],
  () => ({}),
  (random) => random.below(2) === 0,
  (random) => random.pick([0, -1, 1, 0.5, 65_536, 1e308, -1e308, 2 ** 53, 2 ** 63]),
  (random) => random.pick(TEXTS),
  (random) => 'x'.repeat(random.pick([64, 254, 4096, 70_000])),
  (_, value) => [value],
  (_, value) => (Array.isArray(value) ? Object.fromEntries(value.entries()) : Object.values(Object(value) as object)),
  (_, value) => JSON.stringify(value),
  nested,
  (random) => JSON.parse(`{"${random.pick(KEYS)}": {"__proto__": {"a": null}, "constructor": [1], "toString": null, "length": -1}}`) as unknown,
  (random) => Array.from({ length: random.pick([2, 50, 1000]) }, () => random.pick(TEXTS)),
  (random, value) => Array.from({ length: 1 + random.below(40) }, () => value),
];

/** Texts that mean something to somebody: quantities, images, addresses, selectors, durations, patterns, names and what is near them. */
const TEXTS = [
  '', ' ', '0', '-1', '1e9999', '1Ei', '-0', '100m', '1.5Gi', '10%', '101%', '1h2m3s', '*', '**', '/', '//', '..', '/etc/../..', '~', 'null', 'true', 'yes', '0o777', '0x1F',
  '0.0.0.0/0', '::/0', '10.0.0.0/33', '999.1.1.1', '::ffff:1.2.3.4/128', 'fe80::1%eth0', 'localhost', '169.254.169.254', 'a'.repeat(64), 'A.B_c', '-a-', 'ä', '😀', '\ud800',
  'nginx', 'nginx:latest', 'a@sha256:', `a@sha256:${'0'.repeat(64)}`, 'gcr.io/distroless/static:debug', 'x/y/z:1@2', ':', '@', 'http', '65536', '8080', 'Deployment', 'List', 'default',
  'kube-system', 'system:masters', 'cluster-admin', 'secrets', '(a+)+$', '[a-z', '$(X)', '$$(X)', '{{ .Values.x }}', '#', 'a: b', '- a', '&a', '*a', '!!binary', 'line\nline', '\t', '\u0000', '\u2028',
  '2026-02-30', '2026-11-23', '2026-11-23T00:00:00Z', 'owner=me; until=2027-01-01', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'latest', 'v1', 'v1beta1', 'apps/v1', '/v1', 'a/b/c',
];

const KEYS = [
  '', ' ', '0', '__proto__', 'constructor', 'toString', 'length', '*', '<<', 'a.b/c', 'a'.repeat(300), 'kind', 'apiVersion', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'spec', 'template',
  'containers', 'initContainers', 'ephemeralContainers', 'securityContext', 'volumes', 'items', 'rules', 'subjects', 'matchLabels', 'matchExpressions', 'ports', 'hard', 'limits', 'requests',
  'pod-security.kubernetes.io/enforce', 'pod-security.kubernetes.io/enforce-version', 'cdk8s-hardened/waive.pss-privileged', 'cdk8s-hardened/waive.*', 'cdk8s-hardened/base-image',
];

type TextMutation = (text: string, random: Random) => string;

const replaced = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);

/** Changes some lines of a text. */
function inLines(change: (lines: string[], at: number, random: Random) => void): TextMutation {
  return (text, random) => {
    const lines = text.split('\n');
    change(lines, random.below(lines.length), random);
    return lines.join('\n');
  };
}

const TEXT_MUTATIONS: readonly TextMutation[] = [
  // Characters: one moved by a power of two, one that matters to YAML, one left out, one twice.
  (text, random) => {
    const at = random.below(text.length || 1);
    return replaced(text, at, at + 1, String.fromCharCode(((text.charCodeAt(at) || 32) + 2 ** random.below(8)) % 65_536));
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return replaced(text, at, at + random.below(2), random.pick(CHARACTERS));
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return replaced(text, at, at + 1 + random.below(4), '');
  },
  // Cut off.
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  // Lines: twice, away, swapped, moved in, moved out, joined, with something else behind the colon.
  inLines((lines, at) => { lines.splice(at, 0, lines[at]); }),
  inLines((lines, at, random) => { lines.splice(at, 1 + random.below(6)); }),
  inLines((lines, at, random) => { lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1 + random.below(8))); }),
  inLines((lines, at, random) => { lines[at] = `${random.pick([' ', '  ', '\t', '    '])}${lines[at]}`; }),
  inLines((lines, at) => { lines[at] = lines[at].trimStart(); }),
  inLines((lines, at, random) => { lines.splice(at, 2, `${lines[at]}${random.pick(['', ' ', ', '])}${lines[at + 1] ?? ''}`); }),
  inLines((lines, at, random) => { lines[at] = `${lines[at].split(':', 1)[0]}: ${random.pick(VALUES)}`; }),
  inLines((lines, at, random) => { lines.splice(at, 0, random.pick(LINES)); }),
  // Aliases to what stands above, to itself, and to nothing.
  inLines((lines, at, random) => {
    const anchored = random.below(lines.length);
    lines[anchored] = lines[anchored].replace(/: ?/, ': &a ');
    lines[at] = `${lines[at].split(':', 1)[0]}: *a`;
  }),
  inLines((lines, at) => { lines.splice(at, 0, `${/^ */.exec(lines[at])![0]}<<: *a`); }),
  // A scalar that does not end, and one that is huge.
  inLines((lines, at, random) => { lines[at] = `${lines[at].split(':', 1)[0]}: ${random.pick(["'", '"', '|', '>', '|9', '>-'])}`; }),
  inLines((lines, at, random) => { lines[at] += random.pick(['x', ' x', '[', '{a: ', '- ', '"', '\\', '0', '#', '\u00e9']).repeat(random.pick([100, 3000, 20_000])); }),
  (text) => text.replace(/\n/g, '\r\n'),
  (text) => `\ufeff${text}`,
  (text, random) => `${text}${random.pick(['...', '--- x', '---', '%YAML 1.2', '}', ']', '\u0000'])}\n`,
];

const CHARACTERS = [
  ':', ' ', '\n', '-', '#', '{', '}', '[', ']', ',', '"', "'", '|', '>', '&', '*', '!', '%', '@', '`', '?', '\\', '\t', '\r', '~', '=', '<', '\u0000', '\u0085', '\u2028', '\ud83d', '\ufeff', '0', 'é',
];
const VALUES = [
  '', 'null', '~', '[]', '{}', '[[]]', '{a: {b: [1, {c: }]}}', 'true', 'no', '0o17', '017', '1_000', '.inf', '.nan', '1e999', '99999999999999999999', '190:20:30', '2001-01-01', '"\\u0000"', '"\\x', "'",
  '!!str 1', '!!binary AAAA', '!!map []', '!x y', '&b *b', '? a', '|', '>2', '- - - -', '{{ .Values.x }}', '*a', '"x": y', '@a', '`a',
];
const LINES = ['---', '...', '--- |', '# Source: chart/templates/x.yaml', '%YAML 1.1', '? a', ': b', '- x', 'kind: List', 'items:', '<<: *a', '<<: {a: 1}', '&a', '{', '}', '"', '\t', 'a: *a', 'apiVersion: v1'];
