import { SchemaNode } from './schema-node';
import { Json } from '../model';

/**
 * A value as the API server has it before it looks at it: with the defaults of its schema, and without nulls that may not be there. What is given is
 * not changed; it is the answer where nothing is missing.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function completed(value: unknown, node: SchemaNode): unknown {
  return complete(value, node, { left: MAX_WORK }, 0);
}

/** A definition can complete what it has itself written, without end. */
const MAX_WORK = 1_000_000;
const MAX_DEPTH = 200;

function complete(value: unknown, node: SchemaNode, budget: { left: number }, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH || --budget.left < 0) return value;
  return Array.isArray(value) ? list(value, node, budget, depth + 1) : object(value as Json, node, budget, depth + 1);
}

function list(value: readonly unknown[], { items }: SchemaNode, budget: { left: number }, depth: number): unknown {
  if (!items) return value;
  const node = items();
  let result: unknown[] | undefined;
  for (let i = 0; i < value.length; i++) {
    const full = complete(isMissing(value[i], node) ? node.default ?? value[i] : value[i], node, budget, depth);
    if (full !== value[i]) (result ??= [...value])[i] = full;
  }
  return result ?? value;
}

function object(value: Json, node: SchemaNode, budget: { left: number }, depth: number): unknown {
  const result = new Map<string, unknown>();
  let isChanged = false;
  for (const name in value) {
    const schema = fieldOf(node, name);
    const given = value[name];
    const full = schema === undefined ? given : complete(isMissing(given, schema) ? schema.default : given, schema, budget, depth);
    if (full !== undefined) result.set(name, full);
    isChanged ||= full !== given;
  }
  if (node.hasDefaults) {
    for (const [name, property] of node.properties) {
      if (result.has(name)) continue;
      const schema = property();
      if (!schema.hasDefault) continue;
      result.set(name, complete(schema.default, schema, budget, depth));
      isChanged = true;
    }
  }
  return isChanged ? Object.fromEntries(result) : value;
}

function fieldOf({ properties, additional }: SchemaNode, name: string): SchemaNode | undefined {
  return properties.get(name)?.() ?? (typeof additional === 'function' ? additional() : undefined);
}

/** A null where none may be counts for nothing. */
function isMissing(value: unknown, { isNullable }: SchemaNode): boolean {
  return value === undefined || (value === null && !isNullable);
}
