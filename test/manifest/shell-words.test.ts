import fc from 'fast-check';
import { shellWords } from '../../src/manifest/shell-words';
import { ends } from '../ends';

it.each<[string, readonly string[]]>([
  ['a b\tc', ['a', 'b', 'c']],
  ['a \'b c\' "d e"f', ['a', 'b c', 'd ef']],
  ['a "b \\" c" d\\ e \\\n f', ['a', 'b " c', 'd e', 'f']],
  ['a;b && c|d', ['a', '', 'b', '', '', 'c', '', 'd']],
  ["a # it's\nb#c", ['a', '', 'b#c']],
  ['a # the end', ['a']],
  ['a \'\' "', ['a', '', '']],
])('splits %j', (script, words) => {
  expect(shellWords(script).map(({ text }) => text)).toEqual(words);
});

it('knows where a shell fills something in', () => {
  expect(shellWords('a$b "c $d" \'$e\' `f` \\$g').map(({ expands }) => expands)).toEqual([true, true, false, true, false]);
});

it('ends, in time in proportion to the script', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...'a$`\'"\\#;\n ('), { minLength: 1, maxLength: 5 }), (parts) => {
    ends(() => shellWords(parts.join('').repeat(200_000)));
  }), { numRuns: 50 });
});
