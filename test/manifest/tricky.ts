/** Strings that YAML writers are known to get wrong, each for its own reason. */
export const TRICKY: readonly string[] = [
  // Words and numbers of some YAML version
  '', ' ', '  ', '~', 'null', 'Null', 'NULL', 'y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'true', 'True', 'TRUE', 'false', 'False', 'FALSE',
  '0', '-0', '+0', '00', '01', '0755', '08', '0o755', '0O755', '0o17', '0O17', '-0o17', '+0o17', '0x1F', '0X1F', '-0x1', '0b1', '0B1', '-0b1', '1_000', '_1', '1_', '1__0', '1e3', '1E3', '1e+3', '1e3_0',
  'e3', 'E3', 'e+3', '.e3', '1.', '.5', '.5_', '+.5', '-.5', '1.5', '1,000', '1e400', '1e-400', '.inf', '-.inf', '+.inf', '.Inf', '.INF', '.nan', '.NaN', 'inf', 'nan', 'Infinity', 'NaN', '9007199254740993',
  '18446744073709551616', '190:20:30', '12:30:45', '1:1', '2001-01-01', '2001-1-1', '2001-01-01T00:00:00Z', '2001-01-01 00:00:00', '2001-12-14 21:59:43.10 -5', '500m', '128Mi', '1Gi', '0.5', '10.0.0.0/8', '1.27', 'v1.27', '5E', '5T', '1d', '0x', '0b', '0o',
  // Indicators
  '-', '--', '---', '----', '...', '- a', '-a', '--a', '?', '? a', '?a', ':', ': a', ':a', 'a:', 'a: b', 'a :b', 'a:b', 'a: ', '#', '# a', 'a #b', 'a# b', 'a#b', '&', '&a', '*', '*a', '!', '!a', '!!str', '|', '|a', '>', '> a', '%', '%YAML 1.2', '@', '@a', '`', '`a`',
  ',', 'a,b', '[', ']', '[a]', '{', '}', '{a}', '{{ .Values.x }}', '<<', '=', '<', '\'', '\'a\'', '\'\'', '"', '"a"', 'a"b', 'a\'b', '\\', '\\n', 'a\\', '$(VAR)', '${x}', '/bin/sh', './x', '../x', '.x', '~/x', '(a)', '^a$', '*/5 * * * *', 'a*', '.*', 'a|b', 'a>b', 'a && b',
  // Blanks and line breaks
  ' a', 'a ', '\ta', 'a\t', 'a\tb', 'a  b', '\n', '\n\n', 'a\n', 'a\n\n', 'a\n\n\n', '\na', '\n\na', 'a\nb', 'a\nb\n', 'a\n\nb\n', ' a\nb', 'a\n b', 'a\n  b\nc\n', 'a\n\tb\n', '\ta\nb', 'a \nb', 'a\n \nb', 'a\n ', 'a\n  \n', 'a\n\t', '  \na', '#a\nb\n', '---\na\n', 'a\n---\nb', 'a\n...\nb', '- a\n- b\n',
  'a: b\nc: d\n', '|\na\n', '"\na', '%a\nb', 'a\r', 'a\r\n', 'a\r\nb', '\r', 'a\rb\n',
  // Characters
  '\0', '\x01', 'a\x07', '\b', '\v', '\f', '\x1b[0m', '\x7f', '\x80', '\x85', 'a\x85b', '\x9f', '\xa0', 'a\xa0b', '\xad', 'é', 'Ü', 'ß', '日本', '\u200b', '\u200e', '\u2028', 'a\u2028b\n', '\u2029', '\ufeff', '\ufeffa', 'a\ufeff\nb', '\ufffd', '\ufffe', '\uffff', '😀', 'a 😀\nb\n', '\u{10ffff}',
  '__proto__', 'constructor', 'x'.repeat(2000), `${'word '.repeat(300)}end`, `${'a'.repeat(1500)}\nb\n`,
];
