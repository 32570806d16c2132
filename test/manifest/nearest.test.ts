import fc from 'fast-check';
import { nearest } from '../../src/manifest/nearest';
import { ends } from '../ends';

it.each([
  ['imgae', ['name', 'image', 'imagePullPolicy'], 'image'],
  ['runAsNonroot', ['runAsUser', 'runAsNonRoot'], 'runAsNonRoot'],
  ['readOnlyRootFileSystem', ['readOnlyRootFilesystem'], 'readOnlyRootFilesystem'],
  ['Deploymnet', ['Deployment', 'DaemonSet'], 'Deployment'],
  ['replica', ['replicas', 'paused'], 'replicas'],
  ['ports', ['port', 'ports'], 'ports'],
])('takes %p for the right one of %p', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

it.each([
  ['spec', ['status', 'metadata']],
  ['a', ['b']],
  ['', ['', 'a'].slice(1)],
  ['anything', []],
])('takes %p for none of %p', (word, candidates) => {
  expect(nearest(word, candidates)).toBeUndefined();
});

it('keeps to the limit', () => {
  expect(nearest('abcdef', ['abxxef'], 1)).toBeUndefined();
  expect(nearest('abcdef', ['abxxef'], 2)).toBe('abxxef');
  expect(nearest('abcdef', ['ABCDEF'], 0)).toBe('ABCDEF');
});

it('takes the first of equals', () => {
  expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
});

it('finds what a full table of distances finds', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(fc.property(words, fc.array(words, { maxLength: 6 }), fc.integer({ min: 0, max: 5 }), (word, candidates, limit) => {
    const distances = candidates.map((candidate) => distance(word, candidate));
    const least = Math.min(...distances);
    expect(nearest(word, candidates, limit)).toBe(least <= limit ? candidates[distances.indexOf(least)] : undefined);
  }), { numRuns: 2000 });
});

it('looks for nothing like a text that is longer than names are', () => {
  expect(nearest('a'.repeat(256), ['a'.repeat(255)])).toBe('a'.repeat(255));
  expect(nearest('a'.repeat(257), ['a'.repeat(255)])).toBeUndefined();
  expect(ends(() => nearest('a'.repeat(1_000_000), ['image', 'name', 'a'.repeat(200), 'b'.repeat(1_000_000)]))).toBeUndefined();
});

/** The definition of the optimal string alignment distance, without any short cut. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[a.length][b.length];
}
