import { Allow, Control } from '../../src/standard/control';

/** A row with one thing changed in it, and what that is. */
export interface AlteredRow {
  readonly change: string;
  /** undefined where the whole row is gone. */
  readonly row: Control | undefined;
}

/** Every small way in which a row could be wrong. */
export function alteredRows(row: Control): AlteredRow[] {
  const altered: AlteredRow[] = [{ change: 'is dropped', row: undefined }];
  const change = (what: string, part: Partial<Control>) => altered.push({ change: what, row: { ...row, ...part } });
  for (const field of row.fields) {
    if (row.fields.length > 1) change(`does not look at ${field}`, { fields: row.fields.filter((other) => other !== field) });
    if (field.includes('!')) change(`looks at ${field} without its guard`, { fields: row.fields.map((other) => (other === field ? field.replace('!', '') : other)) });
  }
  if (row.inherit !== undefined) change('inherits nothing', { inherit: undefined });
  if (row.since !== undefined) change('starts a minor later', { since: row.since + 1 });
  for (const [pods, minor] of Object.entries(row.exempt ?? {})) {
    change(`never exempts ${pods}`, { exempt: { ...row.exempt, [pods]: undefined } });
    change(`exempts ${pods} a minor later`, { exempt: { ...row.exempt, [pods]: minor + 1 } });
    if (minor > 25) change(`exempts ${pods} a minor earlier`, { exempt: { ...row.exempt, [pods]: minor - 1 } });
  }
  for (const [what, allow] of alteredAllows(row.allow)) change(what, { allow });
  return altered;
}

function alteredAllows(allow: Allow): [string, Allow][] {
  switch (allow.kind) {
    case 'anyOf':
      return [
        ...dropEach(allow.values).map(([value, values]): [string, Allow] => [`does not allow ${JSON.stringify(value)}`, { kind: 'anyOf', values }]),
        ...allow.values.flatMap((value) => {
          if (typeof value !== 'object' || !('since' in value)) return [];
          return [value.since - 1, value.since + 1].map((since): [string, Allow] => [
            `allows ${value.value} from 1.${since} on`,
            { kind: 'anyOf', values: allow.values.map((other) => (other === value ? { ...value, since } : other)) },
          ]);
        }),
      ];
    case 'noneOf':
      return dropEach(allow.values).map(([value, values]) => [`allows ${value}`, { kind: 'noneOf', values }]);
    case 'subsetOf':
      return dropEach(allow.values).map(([value, values]) => [`does not allow ${value}`, { kind: 'subsetOf', values }]);
    case 'keysOf':
      return dropEach(allow.keys).map(([key, keys]) => [`does not allow ${key}`, { kind: 'keysOf', keys }]);
    case 'contains':
      return [[`asks for ${allow.value.toLowerCase()}`, { kind: 'contains', value: allow.value.toLowerCase() }]];
  }
}

function dropEach<T>(list: readonly T[]): [T, T[]][] {
  return list.map((dropped, at) => [dropped, list.filter((_, i) => i !== at)]);
}
