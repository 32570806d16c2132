import { read } from '../../src/manifest/read';
import { ends } from '../ends';

/** What is wrong with the text, or how many documents it has. */
function answer(text: string): string[] {
  const { documents, faults } = ends(() => read(text, 'f'));
  return faults.length > 0 ? faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [`${documents.length} documents`];
}

const tooDeep = expect.stringMatching(/^\d+:\d+ nested deeper than 1000 levels$/);
const bomb = expect.stringMatching(/^\d+:\d+ aliases make the document many times larger than it is written$/);

describe('read, of text that is made to hurt', () => {
  it.each([
    ['brackets', '['.repeat(10_000)],
    ['braces', '{a: '.repeat(10_000)],
    ['list items', `${'- '.repeat(10_000)}a`],
    ['explicit keys', `${'? '.repeat(10_000)}a`],
    ['indentation', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['JSON', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['a million brackets', '['.repeat(1_000_000)],
  ])('refuses %s that nest too deep', (_, text) => {
    expect(answer(text)).toEqual([tooDeep]);
  });

  it('reads what nests 900 levels deep', () => {
    expect(answer(`${'['.repeat(900)}${']'.repeat(900)}`)).toEqual(['1 documents']);
    expect(answer(`${'- '.repeat(900)}a`)).toEqual(['1 documents']);
  });

  it('refuses alias bombs before they go off', () => {
    const tenfold = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join()}]`);
    expect(answer(['a0: &a0 [x,x,x,x,x,x,x,x,x,x]', ...tenfold].join('\n'))).toEqual([bomb]);
    const merges = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}, *a${i}]}`);
    expect(answer(['a0: &a0 {x: 1}', ...merges].join('\n'))).toEqual([bomb]);
    const deep = Array.from({ length: 300 }, (_, i) => `a${i + 1}: &a${i + 1} ${'['.repeat(50)}*a${i}${']'.repeat(50)}`);
    expect(answer(['a0: &a0 [1]', ...deep].join('\n'))).toEqual([tooDeep]);
  });

  it('reads a thousand copies of an alias', () => {
    const padding = Array.from({ length: 300 }, (_, i) => `p${i}: [1,2,3]`).join('\n');
    expect(answer(`a: &a {x: 1}\nb: [${Array.from({ length: 1000 }, () => '*a').join()}]\n${padding}\n`)).toEqual(['1 documents']);
  });

  it('refuses lines of 100 MB and of 9 MB, and reads lines of 7 MB', () => {
    const tooLong = '1:1 a line is longer than 8 million characters; no manifest is';
    expect(answer(`a: ${'x'.repeat(100_000_000)}`)).toEqual([tooLong]);
    expect(answer(`{"a": "${'x'.repeat(100_000_000)}"}`)).toEqual([tooLong]);
    expect(answer(`a: [${'x y,'.repeat(2_250_000)}]`)).toEqual([tooLong]);
    expect(answer(`a: "${'x'.repeat(7_000_000)}"`)).toEqual(['1 documents']);
    expect(answer(`{"a": "${'x'.repeat(30_000_000)}"}`)).toEqual(['1 documents']);
  });

  it.each([
    ['separators', '---\n'.repeat(300_000), '0 documents'],
    ['empty lines', '\n'.repeat(3_000_000), '0 documents'],
    ['comments', '# x\n'.repeat(1_000_000), '0 documents'],
    ['one key', 'a: 1\n'.repeat(300_000), '1 documents'],
    ['folded lines', `a: ${'x\n '.repeat(500_000)}`, '1 documents'],
    ['escapes', `a: "${'\\n'.repeat(2_000_000)}"`, '1 documents'],
    ['quotes', `a: '${'\'\''.repeat(2_000_000)}'`, '1 documents'],
    ['block lines', `a: |\n${'  x\n'.repeat(1_000_000)}`, '1 documents'],
    ['JSON objects', '{"a":1}\n'.repeat(100_000), '100000 documents'],
    ['possible keys', `[${'a, '.repeat(500_000)}]`, '1 documents'],
    ['underscores', `a: 1${'_'.repeat(1_000_000)}x`, '1 documents'],
    ['digits', `a: ${'1'.repeat(1_000_000)}x`, '1 documents'],
    ['a date and blanks', `a: 2001-01-01${' '.repeat(1_000_000)}x`, '1 documents'],
  ])('reads many %s in time that grows with the text', (_, text, result) => {
    expect(answer(text)).toEqual([result]);
  });

  it('reads many broken documents, each with its place', () => {
    const { faults } = read(Array.from({ length: 5000 }, () => 'a: "b').join('\n---\n'), 'f');
    expect(faults).toHaveLength(5000);
    expect(faults[4999]).toEqual({ file: 'f', line: 9999, column: 4, message: 'a quote opens here and is not closed' });
  });
});
