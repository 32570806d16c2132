import { SchemaType } from './schema-types';

/** The place of a field that belongs to a part of a type, or to a part of a part: `securityContext.runAsUser`. */
export function homeBelow(name: string, type: SchemaType): string | undefined {
  let level: { readonly type: SchemaType; readonly path: string }[] = [{ type, path: '' }];
  for (let depth = 0; depth < 2; depth++) {
    level = level.flatMap((parent) => partsOf(parent.type).map((part) => ({ type: part.type, path: `${parent.path}${part.path}.` })));
    const home = level.find((part) => part.type.fields.has(name));
    if (home) return `${home.path}${name}`;
  }
  return undefined;
}

function partsOf(type: SchemaType): { readonly type: SchemaType; readonly path: string }[] {
  return [...type.fields].flatMap(([field, shape]) => {
    if (field === 'status' || field === 'managedFields') return [];
    if (shape.kind === 'object') return [{ type: shape.type(), path: field }];
    return shape.kind === 'list' && shape.of.kind === 'object' ? [{ type: shape.of.type(), path: `${field}[]` }] : [];
  });
}
