/** Where in an object a value stands: keys and indices from the top, as plain data. */
export type Path = readonly (string | number)[];

/** Writes a path as Kubernetes writes it: `spec.containers[0].image`, `metadata.annotations["a.b/c"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!PLAIN_KEY.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** The value at a path, or undefined where the path leaves the object. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.prototype.hasOwnProperty.call(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/**
 * Sets a value at a path and makes the parents that are missing: a list where the next step is a number, an object elsewhere.
 * Changes the given object. A scalar or null on the way is replaced.
 */
export function setAt(root: object, path: Path, value: unknown): void {
  let parent = root as Record<string | number, unknown>;
  path.forEach((step, i) => {
    if (i === path.length - 1) {
      define(parent, step, value);
      return;
    }
    const child = Object.prototype.hasOwnProperty.call(parent, step) ? parent[step] : undefined;
    if (typeof child !== 'object' || child === null) define(parent, step, typeof path[i + 1] === 'number' ? [] : {});
    parent = parent[step] as Record<string | number, unknown>;
  });
}

/** Assigning to `__proto__` would not make a key; defining it does. */
function define(parent: Record<string | number, unknown>, step: string | number, value: unknown): void {
  if (step === '__proto__') Object.defineProperty(parent, step, { value, enumerable: true, configurable: true, writable: true });
  else parent[step] = value;
}

/** Reads a path as Kubernetes writes it; the reverse of `formatPath`. Throws where the text is no path. */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  const step = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const at = step.lastIndex;
    const match = step.exec(text);
    if (match === null) throw new Error(`'${text}' is not a path at character ${at + 1}; write it as spec.containers[0].image`);
    path.push(match[1] ?? (match[2] !== undefined ? Number(match[2]) : JSON.parse(match[3]) as string));
  }
  return path;
}

/** Takes a value out of an object or a list; nothing happens where there is none. */
export function unsetAt(root: object, path: Path): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (Array.isArray(parent) && typeof last === 'number') parent.splice(last, 1);
  else if (typeof parent === 'object' && parent !== null && last !== undefined) delete (parent as Record<string, unknown>)[last];
}
