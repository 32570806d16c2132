/** Files that YAML readers differ about, one idea each. What kubectl reads is in answers.json. */
export const MATRIX: readonly string[] = [
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'yEs', 'true', 'True', 'TRUE', 'tRue', 'false', 'False', 'FALSE',
    '~', 'null', 'Null', 'NULL', 'nUll', '', '0755', '0o755', '0O755', '0x1F', '0X1f', '0b101', '0B101', '-0b101', '0b-101', '0o-7', '-0x10', '08', '09.5', '1_000', '_1', '1_',
    '1__0', '0x_F', '190:20:30', '1:1', '12:30:45', '2001-01-01', '2001-1-1', '2001-02-30', '2001-01-01T00:00:00Z', '2001-01-01 10:20:30', '2001-01-01t1:2:3.5+01:00',
    '1e3', '1E3', '1e+3', '1.5e3', '1.', '.5', '.5_', '._5', '.5_1', '+.5', '-.5', '+1', '-1', '-0', '-0.0', '+', '-', '.', 'e3', '1e', '.inf', '-.inf', '+.inf', '.Inf', '.nan', '.NaN',
    'nan', 'inf', 'Infinity', '1e400', '-1e400', '1e-400', '9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809',
    '18446744073709551615', '18446744073709551616', '0777777777777777777777', '02777777777777777777777', '0xffffffffffffffff', '0x10000000000000000', '12345678901234567890.5',
    '=', '<<', '"<<"', '!!int 5', '!!int "5"', '!!int yes', '!!int 1.5', '!!float 5', '!!float yes', '!!str 5', '!!str', '!!null', '!!null x', '!!bool yes', '!!bool "true"', '!!bool 1',
    '!!binary aGVsbG8=', '!!binary "aGVs\\nbG8="', '!!binary x', '!!timestamp 2001-01-01', '!!timestamp x', '!!map {a: 1}', '!!seq [1]', '!!set {a}', '!foo 5', '! 5', '! yes', '!<tag:yaml.org,2002:int> 5',
    '!x!y 5', '!!', '!foo', '"a\\/b"', '"a\\\'b"', '"\\ud83d\\ude00"', '"\\U0001F600"', '"\\x41\\u00e9\\N\\_\\L\\P"', '"\\q"', '"a\nb"', '"a\n\n b"', '"a \\\n   b"', "'a''b'", "'a\nb'", "'a\n\n\nb'",
    'a: b', 'a : b', 'a:b', 'a #b', 'a#b', '#b', '- a', '-a', '? a', '?a', ':a', '*a', '&a', '&a x', '&a: x', '&a yes', '@a', '`a', '%a', '|', '>', '|a', '|2', '|0', '|10', '|+', '>-', '| # c',
    ',a', '[', ']', '{', '}', '[a', '[a]', '[a]b', '[a, b, ]', '[,]', '[a,,b]', '[a b]', '["a", \'b\', c]', '[a: b]', '[? a : b]', '[a\n]', '[\n]', '[\na,\nb\n]', '{a}', '{a: }', '{a: 1}', '{a:1}', '{"a":1}',
    '{a: 1,}', '{,}', '{a: 1, a: 2}', '{a: 1 b: 2}', '{a: [}', '{a: 1\n}', '[!!str , 1]', '[-]', '[- a]', '{? a: 1}', '{? }', 'a\n b', 'a\nb', 'a\n\n b', 'a\n  # c\n b', 'a\t# c', '\ta', 'a\tb',
    'a\u0085b', 'a\u2028 b', '"a\u2028b"', 'a\u00a0b', '\u{1f600}', 'a\u0007', 'a\u0000', '"\u0001"', 'a\u007f', '\ufeffa', 'a\ufffeb'].map((scalar) => `v: ${scalar}\n`),
  // Keys
  ...['1', '1.5', '0x10', '1e3', '1e6', '1e21', '0.1', '16777217.0', 'true', 'yes', '~', 'null', '', '.inf', '2001-01-01', '18446744073709551615', '"1"', '!!str 1', '!!int "1"', '[a]', '{a: 1}', '? a\n', '<<',
    '"a\nb"', "'a'", '"a" ', 'a b', 'a"b', '-a', '&a b', '*a', '__proto__', 'constructor', 'x'.repeat(1000), 'x'.repeat(1100), `? ${'x'.repeat(1100)}\n`].flatMap((key) => [`${key}: 1\n`, `v: {${key}: 1}\n`, `v:\n  ${key}: 1\n`]),
  // Keys that are given twice; where they are written differently, as in {1: a, "1": b}, kubectl reads now this, now that
  'a: 1\na: 2\n', 'a: {b: 1}\na: {c: 2}\n', 'yes: 1\ntrue: 2\n', '{"a": 1, "a": 2}', '{"a": 1, "a": 2}\n---\n{"b": 1, "b": 2}\n',
  // Merge keys, anchors, aliases
  'a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n', 'a: &a {x: 1}\nb: {x: 2, <<: *a}\n', 'b:\n  <<: {x: 1}\n', 'b:\n  <<: [{x: 1}, {x: 2, z: 3}]\n', 'b:\n  <<: 1\n', 'b:\n  <<: [1]\n', 'b:\n  "<<": {x: 1}\n',
  'b:\n  !!merge <<: {x: 1}\n', 'b: {<<: {x: 1}, <<: {z: 2}}\n', 'a: &a [1]\nb: {<<: *a}\n', 'a: &a [{x: 1}]\nb: {<<: *a}\n', 'a: &a x\n*a : 1\n', 'a: &a 1\nb: *a\n', 'a: *a\n', 'a: &a [*a]\n', 'a: &a {b: *a}\n',
  'a: &a 1\nb: &a 2\nc: *a\n', 'a: &a [&a 1, *a]\nb: *a\n', 'a: &a\nb: *a\n', 'a: &a .inf\n', '&a .inf: 1\n', '&a .inf: 1\nb: *a\n', `a: &a [${'1,'.repeat(300)}]\nb: [${'*a,'.repeat(300)}]\n`,
  'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n',
  `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join()}]`).join('\n')}\n`,
  // Blocks
  ...['|\n a\n b\n', '|\n a\n  b\n c\n', '|-\n a\n\n', '|+\n a\n\n', '|\n\n a\n', '|\n  \n a\n', '|\n   \n a\n', '|2\n  a\n', '|1\n  a\n', '|\n\ta\n', '|\n a\n\tb\n', '|\n a\n', '|', '|\n', '| \n a\n', '>\n a\n b\n', '>\n a\n\n b\n', '>\n a\n  b\n c\n',
    '>\n  a\n b\n', '>\n\n a\n', '>-\n a\n', '|\na\n', '|\n a\n# c\n', '|\n a\n # c\n', '|\n --- a\n', '|\n a\n---\n', '|\r\n a\r\n b\r\n'].flatMap((block) => [`v: ${block}`, `v: ${block}w: 1\n`, `v:\n- ${block}`, `v: ${block.trimEnd()}`]),
  // Indentation
  'a:\n- b\n- c\n', 'a:\n  - b\n  - c\n', 'a:\n- b\n - c\n', 'a:\n  b: 1\n c: 2\n', 'a:\n b: 1\n  c: 2\n', ' a: 1\nb: 2\n', 'a: 1\n b: 2\n', '- a\n- b: 1\n  c: 2\n', '- - a\n  - b\n- c\n', '-\n a: 1\n', '- \ta\n', 'a:\t1\n', 'a:\n\tb: 1\n', '\ta: 1\n',
  'a: [\n  b\n]\n', 'a: {\n  b: 1\n}\n', 'a: "b\nc"\n', '- a: "b\nc"\n', '- a: [b,\nc]\n', 'a:\n- b:\n  - c\n  d: 1\n', '? a\n: b\n', '? - a\n: b\n', 'a: b: c\n', 'a:\n  b\n  c\n', 'a\nb\n', 'a\n', '- a\nb: 1\n', 'a: 1\n- b\n', '[a]: 1\n', '{a: 1}: 2\n', '[]: 1\n', 'v: - a\n',
  // Documents
  '', '\n', '# c\n', '---\n', '---\n---\n', '--- # c\na: 1\n', '--- a\n', '--- {a: 1}\n', '---a: 1\n', '---\na: 1\n---\nb: 2\n', 'a: 1\n---\n# c\n---\nb: 2\n', 'a: 1\n--- # c\nb: 2\n', 'a: 1\n--- x\nb: 2\n', 'a: 1\n---x\n', 'a: 1\n ---\nb: 2\n', 'a: 1\n...\nb: 2\n', '...\na: 1\n', 'a: 1\n... x\n',
  '%YAML 1.2\n---\na: 1\n', '%YAML 1.1\n---\na: 1\n', '%TAG ! x:\n---\na: 1\n', '# c\n%YAML 1.1\n---\na: 1\n', 'null\n', '~\n---\na: 1\n', 'a: 1\r\n---\r\nb: 2\r\n', 'a: 1\rb: 2\r', 'a: |\r\n  b\r\r\n  c\r\n', '\ufeffa: 1\n', '\ufeff---\na: 1\n', '\ufeff{"a": 1}', 'a: 1\n---\n\ufeffb: 2\n',
  'a: |\n  x\n---\nb: |\n  y', 'a: "x\n---\ny"\n', 'a: 1\n\n\n', '  \n\t\n', '\t\n',
  // JSON
  '{"a": 1}', ' \n{"a": 1}\n', '{"a": 1}{"b": 2}', '{"a": 1}\n{"b": 2}\n', '{"a": 1}\n---\n{"b": 2}\n', '{"a": 1}\n{"b": 2}\n---\n{"c": 3}\n', '{"a": 1}\nb: 2\n', '{"a": 1} x', '{"a": 1,}', '{"a": 1', '{a: 1}', '{a: 1}\n---\nb: 2\n', '{"a": "\\ud83d\\ude00"}', 'b: 1\n---\n{"a": "\\ud83d\\ude00"}\n',
  '{"a": "x\\/y"}', '{"a": -0}', '{"a": 9007199254740993}', '{"__proto__": 1}', '{"a": {"b": [1, {"c": null}]}}', '{"a": 1}\n\n\n', '{\n\t"a": 1\n}', '{"a": "\t"}', '["a"]', '"a"', '1', '{}', '{}{}', '{} 1', '{"a": nul}', '{{- if x }}\na: 1\n',
];
