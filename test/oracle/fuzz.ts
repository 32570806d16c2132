/** A generator of pseudo-random numbers that gives the same ones on every machine (Lehmer's, with Park and Miller's constants). */
export class Random {
  constructor(private state: number) {}

  /** An integer from 0 to limit - 1. */
  below(limit: number): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return Math.floor((this.state / 2_147_483_647) * limit);
  }

  pick<T>(from: ArrayLike<T>): T {
    return from[this.below(from.length)];
  }

  /** Up to `most` picks, put together. */
  text(from: ArrayLike<string>, most: number, least = 1): string {
    let text = '';
    for (let left = least + this.below(most - least + 1); left > 0; left -= 1) text += this.pick(from);
    return text;
  }
}

/** The text of a small file that holds one random scalar: as a value, key or item; plain, quoted or tagged. */
export function scalarFile(random: Random): string {
  const scalar = random.pick(SCALARS)(random);
  // go-yaml forgets where it is behind two byte order marks.
  return random.pick(PLACES)(scalar).replace(/^\ufeff+/, '\ufeff');
}

/** The small files of one seed: mostly single scalars, with texts over several lines and structures between them. */
export function files(seed: number, scalars: number, lines: number, structures: number): string[] {
  const random = new Random(seed);
  return [
    ...Array.from({ length: scalars }, () => scalarFile(random)),
    ...Array.from({ length: lines }, () => linesFile(random)),
    ...Array.from({ length: structures }, () => structureFile(random)),
  ];
}

/** The text of a small file that holds a text over several lines: plain, in quotes, or behind `|` or `>`; or brackets. */
export function linesFile(random: Random): string {
  const lines = Array.from({ length: 1 + random.below(5) }, () => ' '.repeat(random.pick([0, 1, 2, 2, 2, 3, 4])) + random.text(LINE_PIECES, 3, 0));
  const open = random.pick(['|', '|', '>', '>', '|-', '>-', '|+', '>+', '|2', '>1-', '| # c', '"', "'", '', 'a', '[', '{', '- ', '&a |', '!!str >', '|\t', '? ', '- - ']);
  const close = open === '[' ? ']' : open === '{' ? '}' : open === '"' || open === "'" ? open : '';
  const separator = random.pick(['\n', '\n', '\n', '\r\n', '\n\n']);
  return random.pick(['v: ', 'v:\n- ', '- ', 'v:\n  w: ', 'v: {a: 1}\nw: ']) + open + random.pick(['', separator]) + lines.join(separator) + close
    + random.pick(['\n', '\n', '', '\nz: 1\n', '\n  z: 1\n', '\n---\nz: 1\n', ' # c\n', '\n# c\nz: 1']);
}

/** The text of a small file with anchors, aliases, merge keys and keys that are given twice. */
export function structureFile(random: Random): string {
  const value = (depth: number): string => {
    const kind = depth > 2 ? random.below(4) : random.below(9);
    if (kind === 0) return random.pick(['1', 'a', '~', 'yes', '"x"', '2001-01-01', '']);
    if (kind === 1) return `*${random.pick('abc')}`;
    if (kind === 2) return `&${random.pick('abc')} ${random.pick(['1', 'x', '[1]', '{k: 1}'])}`;
    if (kind === 3) return random.pick(['k', '{}', '[]', '!!str 1', '0x10']);
    const members = Array.from({ length: random.below(4) }, () => value(depth + 1));
    const anchor = random.pick(['', '', '&a ', '&b ', '!!map ', '! ']);
    if (kind < 6) return `${anchor}[${members.join(', ')}]`;
    return `${anchor}{${members.map((member) => `${random.pick(KEYS)}: ${member}`).join(', ')}}`;
  };
  return Array.from({ length: 1 + random.below(4) }, () => `${random.pick(KEYS)}: ${value(0)}\n`).join('');
}

/** A random string, of the kinds that YAML writers get wrong. */
export function trickyString(random: Random): string {
  switch (random.below(6)) {
    case 0: return numeric(random);
    case 1: return word(random);
    case 2: return time(random);
    case 3: return random.text(PRINTABLE, 12, 0);
    case 4: return random.text([...PIECES, '\n', '\n', ' ', '\t'], 8, 0);
    default: return random.text([...PIECES, ...SPECIAL, '\n'], 6);
  }
}

const PLACES: readonly ((scalar: string) => string)[] = [
  (scalar) => `v: ${scalar}\n`,
  (scalar) => `v: ${scalar}\n`,
  (scalar) => `v: ${scalar}\n`,
  (scalar) => `v: ${scalar}\nw: 1\n`,
  (scalar) => `v:\n- ${scalar}\n- 1\n`,
  (scalar) => `${scalar}: 1\n`,
  (scalar) => `v: [1, ${scalar}, 2]\n`,
  (scalar) => `v: {a: ${scalar}}\n`,
  (scalar) => `v: {${scalar}: 1}\n`,
  (scalar) => `v: ${scalar}\r\nw: 1\r\n`,
];

function numeric(random: Random): string {
  return random.pick(['', '', '-', '+', '.']) + random.pick(['', '', '0', '0x', '0b', '0o', '0X', '0B', '0O']) + random.text(random.pick(NUMERIC), 10);
}

function word(random: Random): string {
  const text = random.pick(WORDS);
  switch (random.below(6)) {
    case 0: return text.toUpperCase();
    case 1: return text.slice(0, 1).toUpperCase() + text.slice(1);
    case 2: return text + random.pick(PRINTABLE);
    case 3: return random.pick(PRINTABLE) + text;
    case 4: return text + random.pick(WORDS);
    default: return text;
  }
}

function time(random: Random): string {
  const digits = (count: number) => random.text('0123456789', count, random.below(count) + 1);
  const date = `${random.text('0123456789', 4, 4)}-${digits(2)}-${digits(2)}`;
  switch (random.below(5)) {
    case 0: return date;
    case 1: return `${digits(3)}:${digits(2)}${random.pick(['', `:${digits(2)}`, `:${digits(2)}.${digits(3)}`])}`;
    case 2: return date + random.pick(PRINTABLE);
    default:
      return `${date}${random.pick(['T', 't', ' ', '  '])}${digits(2)}:${digits(2)}:${digits(2)}${random.pick(['', `.${digits(3)}`])}`
        + random.pick(['', 'Z', 'z', ' Z', `+${digits(2)}:${digits(2)}`, ` -${digits(2)}`]);
  }
}

const SCALARS: readonly ((random: Random) => string)[] = [
  numeric,
  numeric,
  numeric,
  word,
  time,
  (random) => random.text(PRINTABLE, 8),
  (random) => random.text(PIECES, 5),
  (random) => random.text([...PIECES, ...SPECIAL], 5),
  (random) => `"${random.text([...PIECES, ...ESCAPES], 6, 0)}"`,
  (random) => `'${random.text([...PIECES, "''"], 6, 0)}'`,
  (random) => `${random.pick(TAGS)} ${random.pick([numeric, word, time])(random)}`,
  (random) => `${random.pick(TAGS)} "${random.pick([numeric, word, time])(random)}"`,
];

const KEYS = ['a', 'b', 'c', '<<', '<<', '1', 'yes', '"<<"', '*a', '&a x', 'true', '? a', '1.5', '!!str 2', '[]', '__proto__', 'constructor'];
const LINE_PIECES = ['a', 'b', 'c: d', '- e', '# f', ' ', '  ', '\t', ':', '---', '...', '"', "'", '\\', ',', ']', '}', '[', '{', '\u2028', '\u0085', '? ', '&a', '*a', '|', '>'];
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const NUMERIC = ['0123456789', '01', '01234567_', '0123456789.', '0123456789.eE+-', '0123456789abcdefABCDEF', '0123456789_-+.:eExXoObB'];
const WORDS = [
  'y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', '.inf', '-.inf', '+.inf', '.nan', '<<', '=', 'nan', 'inf', 'e3', 'E10', '0', '00', '08',
  '0o8', '-0', '+0', '0.', '.5', '.5_', '-.5', '1_000', '1__0', '_1', '1_', '190:20:30', '1:1', '1e400', '-1e400', '1e3', '1E+3', '1e-400', '0x', '0b', '0o', '0x_1',
  '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '18446744073709551615', '18446744073709551616',
  '0xffffffffffffffff', '0x10000000000000000', '-0x8000000000000000', '0777777777777777777777', '01777777777777777777777', '02777777777777777777777',
  '0b-1', '0b+1', '-0b1', '-0b-1', '0b' + '1'.repeat(64), '0b' + '1'.repeat(65), '1234567.5', '123456789.5', '0.1', '1e21', '1e-7', '16777217.0', '- a', '-', '--', '---', '...',
];
const PIECES = [
  ...'abyn019 -_:#?!&*%@`|>,.[]{}"\'\\/=+~$()<^;', '  ', ': ', ' #', '- ', '? ', '\t', 'abc', 'true', '12', ' &a ', ' !!str ', '<<', '{}', '[]', '---', '...',
];
const SPECIAL = [
  '\u0000', '\u0001', '\u0007', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f', '\u00a0', '\u00e9', '\u2028', '\u2029', '\u200b', '\ufeff', '\ufffe', '\uffff', '\u{1f600}', '\r',
];
const ESCAPES = ['\\n', '\\t', '\\"', '\\\\', '\\/', "\\'", '\\0', '\\a', '\\b', '\\e', '\\x41', '\\u00e9', '\\ud83d', '\\ude00', '\\U0001F600', '\\N', '\\_', '\\L', '\\P', '\\ ', '\\q', '\\x4', '\\\t'];
const TAGS = ['!!int', '!!float', '!!bool', '!!null', '!!str', '!!timestamp', '!!binary', '!!map', '!!foo', '!foo', '!', '!<tag:yaml.org,2002:int>', '!<tag:yaml.org,2002:str>', '&a', '*a'];
