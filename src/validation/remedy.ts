import { Control, Prefix, Since, Value } from '../standard/control';

/** What to write so that a row holds, one line. */
export function remedyOf(control: Control): string {
  const { allow } = control;
  switch (allow.kind) {
    case 'anyOf': {
      const set = allow.values.filter((value) => value !== undefined && value !== '');
      if (set.length === 0 || (set.length === 1 && set[0] === 0)) return 'remove it';
      const secure = control.secure ?? (allow.values.length === 1 ? allow.values[0] : undefined);
      if (secure !== undefined) return `set it to ${written(secure as Value)}`;
      return `${allow.values.includes(undefined) ? 'remove it, or use' : 'use'} ${list(set.map(written))}`;
    }
    case 'noneOf':
      return allow.values.includes(undefined) ? 'set it' : `use anything but ${list(allow.values.map(written))}`;
    case 'subsetOf':
      return `keep only ${list(allow.values)}`;
    case 'contains':
      return `add "${allow.value}"`;
    case 'keysOf':
      return `use ${list(allow.keys)}`;
  }
}

function written(value: Value | Since | Prefix): string {
  if (typeof value !== 'object') return typeof value === 'string' ? value : String(value);
  return 'prefix' in value ? `${value.prefix}*` : `${String(value.value)} (from 1.${value.since})`;
}

function list(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
