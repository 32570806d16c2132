import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { commonOffset } from '../../src/manifest/common-offset';
import { readCommon } from '../../src/manifest/common-yaml';
import { compose } from '../../src/manifest/compose';
import { Path } from '../../src/manifest/path';
import { Positions } from '../../src/manifest/position';
import { linesFile, Random, scalarFile, structureFile } from '../oracle/fuzz';

const ROOT = join(__dirname, '../../manifests');

/** The documents that our own examples make. */
const DOCUMENTS = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => readFileSync(join(ROOT, name), 'utf8').split(/^---\n/m));

/** A value with where everything in it stands, as text; undefined where the quick reader leaves it to the other. */
function quick(document: string): string | undefined {
  const before = 'before: 1\n---\n';
  const places: string[] = [];
  const read = readCommon(`${before}${document}---\nbehind: 2\n`, before.length, before.length + document.length, (parent, step, offset) => {
    places.push(`${offset} ${step} ${JSON.stringify(parent)}`);
  });
  return read === undefined ? undefined : print(read.value, read.offset, places);
}

/** The same by the reader that knows all of YAML. */
function full(document: string): string {
  const places: string[] = [];
  try {
    const { value, offset, ambiguous } = compose(document, { child: (parent, step, at) => places.push(`${at} ${step} ${JSON.stringify(parent)}`) });
    return ambiguous ? 'ambiguous' : print(value, offset, places);
  } catch (error) {
    return String(error);
  }
}

function print(value: unknown, offset: number, places: readonly string[]): string {
  // Lists say where an entry stands before it is read, so that their text differs by when; the places are what counts.
  const sorted = places.map((place) => place.replace(/ [[{].*$/, '')).sort();
  return JSON.stringify([value, value === null ? 0 : offset, sorted]);
}

/** The paths of everything in a value, and of what is not there: a key, an item, and something in a scalar. */
function* pathsIn(value: unknown, path: Path = []): Iterable<Path> {
  yield path;
  yield [...path, 'missing'];
  yield [...path, 99];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* pathsIn(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The paths that are found elsewhere by going down the lines than by reading the document, and how many are found so at all. */
function misplaced(document: string): { readonly wrong: readonly Path[]; readonly found: number } {
  const text = `before: 1\n---\n${document}---\nbehind: 2\n`;
  const [start, end] = [14, 14 + document.length];
  const common = readCommon(text, start, end);
  if (common === undefined || common.value === null) return { wrong: [], found: 0 };
  const positions = new Positions(text, { start, end, isJson: false, isCommon: true });
  let found = 0;
  const wrong = [...pathsIn(common.value)].filter((path) => {
    const offset = commonOffset(text, start, end, path);
    if (offset !== undefined) found += 1;
    return offset !== undefined && offset !== start + positions.offset(path);
  });
  return { wrong, found };
}

const isOdd = (document: string): boolean => /[^\n -~\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/.test(document) || /^---/m.test(document) || !document.endsWith('\n');

/** What turns YAML into other YAML. */
const PIECES = [
  ' ', '  ', '\n', '- ', ': ', ':', '#', ' #', '"', "'", '[', ']', '{', '}', ',', '|', '|-\n', '>', '>-\n', '~', 'yes', '0755', '...', '<<', '&a', '*a', '!!str', '1e3',
  '2001-01-01', '\\', '?', '? ', '-', 'null', '\n\n', '\n  ', '\n    ', '"a": ', "'b': ", '__proto__', 'é', '=', '@', '%', '.inf', "''",
];

describe('going down the lines', () => {
  it('does not take a line of a text for a key', () => {
    const document = '- |\n  a: 1\n- >-\n  a: 1\n';
    for (const i of [0, 1]) expect(commonOffset(document, 0, document.length, [i, 'a'])).toBe(commonOffset(document, 0, document.length, [i]));
  });
});

describe('the quick reader', () => {
  it('reads all that our examples make', () => {
    expect(DOCUMENTS.length).toBeGreaterThan(50);
    for (const document of DOCUMENTS) expect(quick(document)).toBe(full(document));
    for (const document of DOCUMENTS) expect(misplaced(document).wrong).toEqual([]);
  });

  it('reads documents with pieces put in or taken out as the full reader does, or not at all', () => {
    const random = new Random(7);
    let read = 0;
    let paths = 0;
    for (let i = 0; i < 20_000; i++) {
      const lines = random.pick(DOCUMENTS).split('\n');
      const from = random.below(lines.length);
      let document = `${lines.slice(from, from + 12).join('\n')}\n`;
      for (let edits = random.below(4); edits > 0; edits--) {
        const at = random.below(document.length);
        document = document.slice(0, at) + random.pick(PIECES) + document.slice(at + random.below(3));
      }
      const found = isOdd(document) ? undefined : quick(document);
      if (found === undefined) continue;
      read += 1;
      if (found !== full(document)) expect([document, found]).toEqual([document, full(document)]);
      const places = misplaced(document);
      paths += places.found;
      if (places.wrong.length > 0) expect([document, places.wrong]).toEqual([document, []]);
    }
    expect(read).toBeGreaterThan(3000);
    expect(paths).toBeGreaterThan(50_000);
  });

  it.each([['scalars', scalarFile], ['lines', linesFile], ['structures', structureFile]])('reads fuzzed %s as the full reader does, or not at all', (_, file) => {
    const random = new Random(8);
    for (let i = 0; i < 10_000; i++) {
      const document = file(random);
      const found = isOdd(document) ? undefined : quick(document);
      if (found === undefined) continue;
      if (found !== full(document)) expect([document, found]).toEqual([document, full(document)]);
      const { wrong } = misplaced(document);
      if (wrong.length > 0) expect([document, wrong]).toEqual([document, []]);
    }
  });

  it.each([
    'a: b: c\n', 'a: yes\n', 'a: 2001-01-01\n', 'a: 1\na: 2\n', '1: a\n', 'a: .inf\n', 'a: one\n  two\n', 'a: "\\n"\n', 'a: >\n  b\n\n  c\n', 'a: >\n  b\n   c\n', 'a: &x b\n', 'a: [b,\n  c]\n', '"<<": a\n',
    '__proto__: a\n', 'a:\n  text\n', '...\n', 'a: [b: c]\n', 'a: {b}\n', 'a: [b, ]\n', '  a: 1\nb: 2\n', 'a: |\n\n  b\n', 'text\n', `${'- '.repeat(150)}a\n`, 'a: 1',
  ])('leaves %j to the full reader', (document) => expect(quick(document)).toBeUndefined());
});
