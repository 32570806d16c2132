import { Path } from '../../manifest/path';

/**
 * The field that an expression is about, where it is about one: `spec.replicas` for `object.spec.replicas <= 5`. Of several fields, what they are all
 * in; nothing where it looks at the object through variables.
 */
export function pathIn(expression: string): Path {
  const paths = [...expression.slice(0, 10_000).matchAll(/(?<![\w.])object((?:\.\??[A-Za-z_]\w*(?!\w|\s*\())+)/g)].map(([, path]) => path.split(/\.\??/).slice(1));
  if (paths.length === 0) return [];
  return paths.reduce((shared, path) => {
    const end = shared.findIndex((step, i) => path[i] !== step);
    return end < 0 ? shared : shared.slice(0, end);
  });
}
