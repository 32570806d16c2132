import { parseDuration } from './format';
import { SchemaNode } from './schema-node';
import { Cel } from '../cel/evaluator';
import { asObject, Json } from '../model';

/**
 * Values of a custom resource as the rules in CEL of its schema see them: with the types that the schema gives them, the fields that it names, and
 * names that CEL can read. Sets and maps written as lists are compared in their order here, where the API server takes any order.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export class CelValues {
  private readonly made = new Map<object, unknown>();

  constructor(private readonly cel: Cel) {}

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
    if (!this.made.has(value)) this.made.set(value, Array.isArray(value) ? this.list(value, node) : this.map(value as Json, node, isResource));
    return this.made.get(value);
  }

  private text(value: string, { format }: SchemaNode): unknown {
    const read = format === undefined ? undefined : FORMATS[format];
    if (read === undefined) return value;
    const program = this.cel.compile(read);
    return 'problem' in program ? value : program.run({ self: format === 'duration' ? `${parseDuration(value)}ns` : value });
  }

  private list(value: readonly unknown[], { items }: SchemaNode): unknown {
    const node = items?.();
    return node === undefined ? [] : Array.from(value, (entry: unknown) => this.of(entry, node));
  }

  private map(value: Json, { properties, additional }: SchemaNode, isResource: boolean): unknown {
    const entries: [string, unknown][] = [];
    if (isResource) {
      const { name, generateName } = asObject(value.metadata);
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
