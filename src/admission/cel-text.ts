/** A part of a text: as it is, or worked out by CEL. */
export type TextPart = string | { readonly cel: string };

/** A literal of CEL. */
export function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'` : String(value);
}

/** A list of literals. */
export function literals(values: readonly (string | number | boolean)[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

/** CEL that gives a text: its parts, one after the other. */
export function textOf(...parts: readonly TextPart[]): string {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return merged.map((part) => (typeof part === 'string' ? literal(part) : part.cel)).join(' + ');
}

/** A list of texts in brackets and quotes, as manifests write them. */
export function shownList(list: string): TextPart[] {
  return ['["', { cel: `${list}.join('", "')` }, '"]'];
}

/** A field below an expression: `c.?securityContext.?privileged`. Everything on the way may be missing. */
export function optionalField(base: string, keys: readonly string[]): string {
  return base + keys.map((key) => (/^[a-zA-Z_]\w*$/.test(key) ? `.?${key}` : `[?${literal(key)}]`)).join('');
}

/** Whether all of these are true; undefined where there is nothing to ask. */
export function allOf(...conditions: readonly (string | undefined)[]): string | undefined {
  return joined(conditions, ' && ');
}

/** Whether one of these is true; undefined where there is nothing to ask. */
export function anyOfThese(...conditions: readonly (string | undefined)[]): string | undefined {
  return joined(conditions, ' || ');
}

function joined(conditions: readonly (string | undefined)[], operator: string): string | undefined {
  const asked = conditions.filter((condition) => condition !== undefined);
  return asked.length > 1 ? asked.map(inParentheses).join(operator) : asked[0];
}

/** The expression, so that an operator may stand beside it. */
export function inParentheses(expression: string): string {
  return /^[\w.'?()[\]]+$/.test(expression) ? expression : `(${expression})`;
}

/** The opposite of a condition. */
export function not(condition: string): string {
  if (!condition.startsWith('!')) return `!${inParentheses(condition)}`;
  const rest = condition.slice(1);
  if (!/[ (]/.test(rest) || /^[\w.?]+\(\)$/.test(rest)) return rest;
  return rest.startsWith('(') && closes(rest) === rest.length - 1 ? rest.slice(1, -1) : `!${inParentheses(condition)}`;
}

/** Where the parenthesis closes that a text begins with. */
function closes(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "'" && text[i - 1] !== '\\') quoted = !quoted;
    else if (!quoted && text[i] === '(') depth++;
    else if (!quoted && text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}
