import fc from 'fast-check';
import { LinearRegex } from '../../src/manifest/linear-regex';
import { ends } from '../ends';

function matches(pattern: string, text: string): boolean | undefined {
  return LinearRegex.parse(pattern)?.test(text);
}

/** A pattern that JavaScript and RE2 read alike, and texts of the same few letters. */
const leaf = fc.constantFrom('a', 'b', 'c', '.', '-', '\\.', '[ab]', '[^a]', '[a-c]', '[-a]', '\\d', '\\w', '\\s', '\\D', '[\\d-]', '\\b', '^', '$', '0', '\\x61', '(?:)');
const pattern = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('tree'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '*?', '+?', '??')).map(([a, times]) => `(?:${a})${times}`),
  ),
})).tree;
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', '-', '0', ' ', '_', '\n'), maxLength: 12 });

describe('a pattern of RE2', () => {
  it('finds what JavaScript finds, where both read it alike', () => {
    fc.assert(fc.property(pattern, text, (source, value) => {
      expect([source, value, matches(source, value)]).toEqual([source, value, new RegExp(source, 'u').test(value)]);
    }), { numRuns: 5_000 });
  });

  it('finds all that JavaScript finds, the preferred first', () => {
    const atom = fc.oneof(leaf.filter((one) => !['^', '$', '\\b', '(?:)'].includes(one)), fc.constantFrom('(?:a|ab)', '(?:ab|a)', '(?:b|bc|c)'));
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?', '+?', '??', '{1,3}?');
    const flat = fc.array(fc.tuple(atom, times).map((parts) => parts.join('')), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(flat, fc.tuple(flat, flat).map((branches) => branches.join('|'))), text, (source, value) => {
      // Unlike JavaScript, Go leaves out a match of nothing right behind another.
      const found = [...value.matchAll(new RegExp(source, 'gu'))];
      const expected = found.filter((match, i) => match[0] !== '' || i === 0 || found[i - 1].index + found[i - 1][0].length !== match.index);
      expect([source, value, LinearRegex.parse(source)?.find(value)]).toEqual([source, value, expected.map(([one]) => one)]);
    }), { numRuns: 5_000 });
  });

  it('finds at most so many', () => {
    expect(LinearRegex.parse('a')?.find('aaa', 2)).toEqual(['a', 'a']);
    expect(LinearRegex.parse('a')?.find('b')).toEqual([]);
  });

  it.each<[string, string, boolean]>([
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', 'api.example.com', true],
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', 'api..example.com', false],
    ['^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$', '1.5Gi', true],
    ['^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$', '1.5GB', false],
    ['^([0-9]{1,5}(h|m|s|ms)){1,4}$', '1h30m', true],
    ['^([0-9]{1,5}(h|m|s|ms)){1,4}$', '1h 30m', false],
    ['^https?://', 'see http://a', false],
    ['https?://', 'see http://a', true],
    ['^[[:alpha:]_][[:word:]]*$', 'a_1', true],
    ['^[[:^digit:]]$', '1', false],
    ['^[^[:space:]]+$', 'a b', false],
    ['^[\\D]$', 'x', true],
    ['\\Aa\\z', 'a', true],
    ['^(?P<year>\\d{4})-(?<month>\\d\\d)$', '2026-01', true],
    ['a{,2}', 'a{,2}', true],
    ['x{', 'x{', true],
    ['^[]a]$', ']', true],
    ['^.$', '😀', true],
    ['^\\x{1F600}$', '😀', true],
    ['^a$', 'a\n', false],
    ['', '', true],
    ['()*', 'a', true],
    ['(|a)*b', 'aab', true],
    ['\\Bb', 'ab', true],
    ['^(?i)(abort|warn)?$', 'Abort', true],
    ['^((?i)sun|mon)day$', 'SUNday', true],
    ['^((?i)sun|mon)day$', 'MONday', true],
    ['^((?i)sun|mon)day$', 'monDAY', false],
    ['^(?i:a)b$', 'Ab', true],
    ['^(?i:a)b$', 'AB', false],
    ['^(?i)[^a-c]$', 'B', false],
    ['^(?i)a(?-i)b$', 'AB', false],
    ['^(?i)k$', '\u212a', true],
    ['^(?s).$', '\n', true],
    ['^.$', '\n', false],
  ])('%s on %j is %p', (source, value, expected) => {
    expect(matches(source, value)).toBe(expected);
  });

  it.each(['(', ')', '[', '[a', '[b-a]', '*', 'a**', 'a{2}{3}', 'a{1001}', '{1}', '|*', '\\\u212a', 'a{3,2}', '\\', '\\1', '\\pL', '\\Qa\\E', '(?=a)', '(?!a)', '(?<=a)', '(?m)a', '(?i)é', '(?', '[[:nope:]]', '\\x6'])('is not read from %s', (source) => {
    expect(LinearRegex.parse(source)).toBeUndefined();
  });

  it('is not thrown off by any text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab01.*+?()[]{}|^$\\-:,dwsxP<>=!') }), fc.string(), (source, value) => {
      expect([true, false, undefined]).toContain(matches(source, value));
    }), { numRuns: 5_000 });
  });

  it('takes no longer than the text is long, where JavaScript would take for ever', () => {
    for (const source of ['^(a+)+$', '^(a|a)*$', '^(a*)*b$', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      expect(ends(() => matches(source, `${'a'.repeat(30_000)}!`))).toBe(false);
      expect(ends(() => LinearRegex.parse(source)!.find(`${'a'.repeat(100_000)}!`))).toEqual([]);
    }
  });

  it('is given up where it is too large, or the text too long for it', () => {
    expect(LinearRegex.parse('((a{100}){100}){100}')).toBeUndefined();
    expect(LinearRegex.parse('((((){1000}){1000}){1000}){1000}')).toBeUndefined();
    expect(LinearRegex.parse('('.repeat(1_000))).toBeUndefined();
    expect(LinearRegex.parse('a'.repeat(2_001))).toBeUndefined();
    expect(matches('^a{1000}$', 'a'.repeat(10_000))).toBeUndefined();
  });
});
