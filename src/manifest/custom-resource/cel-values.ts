import { parseDuration } from './format';
import { SchemaNode } from './schema-node';
import { Cel } from '../cel/evaluator';
import { asObject, Json } from '../model';

/** In which order the entries of sets and maps that are written as lists stand: to the API server there is none. */
export type SetOrder = 'given' | 'reversed' | 'sorted';

/**
 * Values of a custom resource as the rules in CEL of its schema see them: with the types that the schema gives them, the fields that it names, and
 * names that CEL can read.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export class CelValues {
  /** By the node that it was made for: an alias of YAML puts one value into two places. */
  private readonly made = new Map<object, { readonly node: SchemaNode; readonly as: unknown }>();

  constructor(private readonly cel: Cel, private readonly order: SetOrder = 'given') {}

  /** The value; a whole object of Kubernetes has fields that its schema does not name. */
  of(value: unknown, node: SchemaNode, isResource = node.isResource): unknown {
    switch (typeof value) {
      case 'string': return this.text(value, node);
      // A number stays one although it is written without a fraction.
      case 'number': return node.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
      case 'object': break;
      default: return value;
    }
    if (value === null) return null;
    const made = this.made.get(value);
    if (made?.node === node) return made.as;
    const as = Array.isArray(value) ? this.list(value, node) : this.map(value as Json, node, isResource);
    this.made.set(value, { node, as });
    return as;
  }

  private text(value: string, { format }: SchemaNode): unknown {
    if (format === 'byte') return Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0));
    const read = format === undefined ? undefined : FORMATS[format];
    if (read === undefined) return value;
    const program = this.cel.compile(read);
    return 'problem' in program ? value : program.run({ self: format === 'duration' ? `${parseDuration(value)}ns` : value });
  }

  private list(value: readonly unknown[], { items, listType }: SchemaNode): unknown {
    const node = items?.();
    if (node === undefined) return [];
    const entries = listType === undefined || this.order === 'given' ? value : this.order === 'reversed' ? [...value].reverse() : sorted(value);
    return Array.from(entries, (entry: unknown) => this.of(entry, node));
  }

  private map(value: Json, { properties, additional }: SchemaNode, isResource: boolean): unknown {
    const entries: [string, unknown][] = [];
    if (isResource) {
      const { generateName, name = typeof generateName === 'string' ? generatedName(generateName) : undefined } = asObject(value.metadata);
      entries.push(['apiVersion', value.apiVersion], ['kind', value.kind]);
      entries.push(['metadata', Object.fromEntries(Object.entries({ name, generateName }).filter(([, text]) => text !== undefined))]);
    }
    for (const name in value) {
      if (isResource && RESOURCE_FIELDS.has(name)) continue;
      const property = properties.get(name);
      if (property === undefined) {
        if (typeof additional === 'function') entries.push([name, this.of(value[name], additional())]);
      } else if (value[name] !== null) {
        // A field that is null counts as absent.
        entries.push([escaped(name), this.of(value[name], property())]);
      }
    }
    return Object.fromEntries(entries);
  }
}

/** How a text becomes what its format says. */
const FORMATS: Readonly<Record<string, string>> = {
  'date': 'timestamp(self + "T00:00:00Z")',
  'date-time': 'timestamp(self)',
  'duration': 'duration(self)',
};

/** A name such as the API server makes up before it looks at the object. */
export function generatedName(generateName: string): string {
  return `${generateName.slice(0, 58)}xxxxx`;
}

function sorted(list: readonly unknown[]): unknown[] {
  const keyed = list.map((entry) => ({ entry, key: JSON.stringify(entry) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}

const RESOURCE_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The name of a field as an expression writes it. */
function escaped(name: string): string {
  if (KEYWORDS.has(name)) return `__${name}__`;
  return name.replace(/__|[./-]/g, (part) => ESCAPES[part]);
}

const ESCAPES: Readonly<Record<string, string>> = { '__': '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' };
const KEYWORDS: ReadonlySet<string> = new Set([
  'true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace',
  'return', 'var', 'void', 'while',
]);
