import fc from 'fast-check';
import { compose } from '../../src/manifest/compose';
import type { Path } from '../../src/manifest/path';
import { isPlainJson } from '../../src/manifest/plain-json';
import { read } from '../../src/manifest/read';
import { write } from '../../src/manifest/write';

function values(text: string): unknown[] {
  const { documents, faults: found } = read(text, 'file.yaml');
  expect(found).toEqual([]);
  return documents.map(({ value }) => value);
}

function faults(text: string): string[] {
  return read(text, 'file.yaml').faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('read', () => {
  it.each([
    ['yes', true], ['off', false], ['y', true], ['~', null], ['', null], ['0755', 493], ['0o755', 493], ['0b101', 5], ['1_000', 1000], ['0x1F', 31], ['1e3', 1000], ['.5', 0.5], ['08', 8],
    ['190:20:30', '190:20:30'], ['12:30:45', '12:30:45'], ['2001-01-01', '2001-01-01'], ['1e400', '1e400'], ['"yes"', 'yes'], ['!!str 1', '1'], ['!!binary aGk=', 'hi'], ['!other 1', '1'], ['0.10', 0.1],
  ])('reads %s as %p', (text, value) => {
    expect(values(`v: ${text}\n`)).toEqual([{ v: value }]);
  });

  it('takes the last of duplicate keys, and makes text of keys', () => {
    expect(values('a: 1\na: 2\n1: b\n1.50: c\ntrue: d\n')).toEqual([{ a: 2, 1: 'b', 1.5: 'c', true: 'd' }]);
  });

  it('merges merge keys and copies aliases', () => {
    const [value] = values('a: &a {x: 1, l: [1]}\nb: {<<: *a, y: 2}\nc: *a\n') as [{ a: { l: number[] }; b: object; c: { l: number[] } }];
    expect(value).toEqual({ a: { x: 1, l: [1] }, b: { x: 1, l: [1], true: 2 }, c: { x: 1, l: [1] } });
    value.c.l.push(2);
    expect(value.a.l).toEqual([1]);
  });

  it('keeps keys that JavaScript knows as plain data', () => {
    const [value] = values('__proto__: {polluted: 1}\nconstructor: 2\ntoString: 3\nnested: {__proto__: [1]}\n') as [Record<string, unknown>];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString', 'nested']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1},"constructor":2,"toString":3,"nested":{"__proto__":[1]}}');
  });

  it('takes lines that stand too far left for the standard, as people write them', () => {
    expect(values('a: [\n  b\n]\nc: "d\ne"\nf: {\n}\n')).toEqual([{ a: ['b'], c: 'd e', f: {} }]);
  });

  it('reads many documents, and leaves out those that hold nothing', () => {
    expect(values('---\n# a comment\n---\na: 1\n---\n\n--- # another\nb: 2\n---\nnull\n---\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(values('')).toEqual([]);
    expect(values('# nothing\n')).toEqual([]);
    expect(read('a: 1\n---\n---\nb: 2\n', 'f').documents.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('reads Windows line ends and byte order marks', () => {
    expect(values('\ufeffa: |\r\n  x\r\n  y\r\n---\r\n\ufeffb: 2\r\n')).toEqual([{ a: 'x\ny\n' }, { b: 2 }]);
  });

  it('reads JSON: one, one behind the other, and between lines', () => {
    expect(values('{"a": "\\ud83d\\ude00", "b": "x\\/y"}')).toEqual([{ a: '😀', b: 'x/y' }]);
    expect(values('{"a": 1}{"b": 2}\n{"c": "}{"}\n')).toEqual([{ a: 1 }, { b: 2 }, { c: '}{' }]);
    expect(values('{"a": 1}\n---\n{"b": 2}\n---\nc: 3\n')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(values('{a: 1}\n')).toEqual([{ a: 1 }]);
    expect(faults('{"a": 1e400}')).toEqual(['1:1 a number is larger than 64 bits can hold']);
  });

  it('says which template helm rendered a document from', () => {
    const text = '---\n# Source: chart/templates/a.yaml\na: 1\n---\n# Source: chart/templates/b.yaml\n# more\nb: 2\n---\nc: 3\n# Source: not/this.yaml\n';
    expect(read(text, 'f').documents.map((document) => document.locate([]).template)).toEqual(['chart/templates/a.yaml', 'chart/templates/b.yaml', undefined]);
  });

  it('reads the other documents when one is broken, and says where it is', () => {
    const { documents, faults: found } = read('a: 1\n---\nb: [\n---\nc: 3\n---\nd: "x\n---\ne: 1\n f: 2\n', 'dir/file.yaml');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(found).toEqual([
      { file: 'dir/file.yaml', line: 4, column: 1, message: 'a value is missing here' },
      { file: 'dir/file.yaml', line: 7, column: 4, message: 'a quote opens here and is not closed' },
      { file: 'dir/file.yaml', line: 10, column: 3, message: 'a colon and a blank make a key, which cannot stand here; write the text in quotes' },
    ]);
  });

  it.each([
    ['a: .inf\n', '1:4 .inf is no number that JSON can hold; write the text in quotes'],
    ['a: *b\n', '1:4 no anchor &b stands before this alias; write the text in quotes'],
    ['a: &a [*a]\n', '1:8 the anchor &a contains itself'],
    ['~: 1\n', '1:1 the key is ~; a key is text'],
    ['? [a]\n: 1\n', '1:3 a list or an object stands where a key belongs; a key is text'],
    ['%YAML 1.2\n---\na: 1\n', '1:1 a directive stands here; kubectl reads none'],
    ['a: "\u0007"\n', '1:5 control character U+0007 cannot stand in YAML; write it as an escape in double quotes'],
    ['a: b: c\n', '1:5 a colon and a blank make a key, which cannot stand here; write the text in quotes'],
    ['a:\n\tb: 1\n', '2:1 a tab stands here; indent with spaces'],
    ['a: @b\n', '1:4 "@" cannot start a value; write the value in quotes'],
    ['a\nb: 1\n', '2:2 a colon and a blank make a key, which cannot stand here; write the text in quotes'],
    ['a: 1\nb\n', '2:1 a key stands here, but no colon and blank behind it'],
    ['a: "\\q"\n', '1:5 "\\\\q" is no escape that YAML knows; write \\\\ for a backslash'],
    ['a: !!int b\n', '1:4 "b" is not of the type !!int'],
    ['a: !x!y 1\n', '1:4 !x! is no tag prefix that kubectl knows'],
    ['a: {b: 1 c: 2}\n', '1:11 a comma or } is missing here'],
    ['<<: 1\n', '1:1 the merge key << takes an object or a list of objects'],
    ['--- a: 1\n', '1:5 only a comment may stand behind ---; put this on a line of its own'],
    ['{"a":1}{"b":2}c: 3\n', '1:15 kubectl looks for JSON here, behind other JSON; put --- on a line before what is YAML'],
  ])('refuses %j and says where and why', (text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });
});

describe('read, what kubectl and kustomize read differently', () => {
  function ambiguities(text: string): string[] {
    return read(text, 'f').documents.flatMap((document) => document.ambiguities().map(({ kind, path }) => `${kind} ${JSON.stringify(path)}`));
  }

  it('names the field', () => {
    expect(ambiguities('a:\n- {b: yes}\n- 2001-01-01\nc: {d: 1, d: 2}\ne: {1: x}\n')).toEqual([
      'boolean ["a",0,"b"]', 'timestamp ["a",1]', 'duplicate-key ["c","d"]', 'non-string-key ["e","1"]',
    ]);
    // Which of the two kubectl takes is up to the order of a map of Go.
    expect(ambiguities('v: {1: a, "1": b}\n')).toEqual(['non-string-key ["v","1"]', 'duplicate-key ["v","1"]']);
    expect(ambiguities('a: &a {x: 1}\nb: {x: 2, <<: *a}\n"<<": 1\n')).toEqual(['merge-order ["b","<<"]', 'merge-key-text ["<<"]']);
    expect(ambiguities('  a: 1\nb: 2\n')).toEqual(['ignored-text []']);
    expect(ambiguities('a: 1\n...\n@\n---\nb: 1\n... # end\n')).toEqual(['ignored-text []']);
    expect(ambiguities('a: |\n  last line')).toEqual(['final-newline ["a"]']);
    expect(ambiguities('{"a": 1, "a": "x\\/y"}{"b": 2}')).toEqual(['json-only []', 'no-separator []']);
  });

  it('says what each reads and what to write', () => {
    const [{ message, remedy }] = read('a: Off\n', 'f').documents[0].ambiguities();
    expect(message).toBe('Off is false for kubectl and the text "Off" for kustomize');
    expect(remedy).toBe('write true or false, or "Off" in quotes');
    expect(read('a: On\nb: n\n', 'f').documents[0].ambiguities().map((ambiguity) => ambiguity.message.split(' for ')[0])).toEqual(['On is true', 'n is false']);
  });

  it('looks at each document once, and explains so many that somebody can read them', () => {
    const [document] = read(`${Array.from({ length: 5000 }, (_, i) => `k${i}: yes`).join('\n')}\n`, 'f').documents;
    const found = document.ambiguities();
    expect(found.length).toBe(101);
    expect(found[100]).toMatchObject({ path: [], message: 'kubectl and kustomize read 4900 more places of this document differently' });
    expect(document.ambiguities()).toBe(found);
  });

  it('sees in JSON what reading it as YAML shows', () => {
    const key = fc.constantFrom('a', 'b', '<<', 'x/y', '1', 'yes', 'k'.repeat(1100), '\u2028', '😀', 'a"b\\', '__proto__', 'ö');
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const scalar = fc.oneof(key, number, fc.boolean(), fc.constant(null)).map((value) => JSON.stringify(value));
    const space = fc.constantFrom('', ' ', '\n', '\r\n', '\t', ' \n ');
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof({ maxDepth: 3 }, scalar,
        fc.tuple(space, fc.array(tie('json'), { maxLength: 3 })).map(([gap, items]) => `[${items.join(`,${gap}`)}]`),
        fc.tuple(space, space, fc.array(fc.tuple(key, tie('json')), { maxLength: 4 })).map(([one, other, entries]) => (
          `{${entries.map(([name, value]) => `${JSON.stringify(name)}${one}:${other}${value}`).join(',')}}`
        ))),
    }));
    const escape = fc.constantFrom<[string, string]>(['', ''], ['/', '\\/'], ['😀', '\\ud83d\\ude00']);
    fc.assert(fc.property(json, escape, (text, [from, to]) => {
      const source = from === '' ? text : text.replaceAll(from, to);
      if (!isPlainJson(source, JSON.parse(source))) return;
      const found: string[] = [];
      compose(source, { ambiguity: (kind) => found.push(kind) });
      expect(found).toEqual([]);
    }), { numRuns: 2000 });
    expect(isPlainJson('{"a": {"b": [1, "x: y", {"c": "\\u0026"}]}}', { a: { b: [1, 'x: y', { c: '&' }] } })).toBe(true);
  });

  it('stays silent on what all read the same', () => {
    expect(ambiguities('a: true\nb: "yes"\nc: 0755\nd: 12:30:45\ne: "2001-01-01"\nf: {"1": x}\ng: |\n  text\n')).toEqual([]);
  });
});

describe('locate', () => {
  const text = '# first\napiVersion: v1\nspec:\n  containers:\n  - name: a\n    image: x   # why\n    args: [b, "c"]\n  -\n    name: b\n  "quoted key": 1\n---\n{"json": [1,\n  {"two": 2}]}\n';
  const [yaml, json] = read(text, 'dir/f.yaml').documents;
  const at = (document: typeof yaml, path: Path) => {
    const { file, line, column } = document.locate(path);
    expect(file).toBe('dir/f.yaml');
    return `${line}:${column}`;
  };

  it.each<[Path, string]>([
    [[], '2:1'],
    [['apiVersion'], '2:1'],
    [['spec', 'containers'], '4:3'],
    [['spec', 'containers', 0], '5:5'],
    [['spec', 'containers', 0, 'image'], '6:5'],
    [['spec', 'containers', 0, 'args', 1], '7:15'],
    [['spec', 'containers', 1], '9:5'],
    [['spec', 'quoted key'], '10:3'],
  ])('finds %j', (path, place) => {
    expect(at(yaml, path)).toBe(place);
  });

  it.each<[Path, string]>([
    [['metadata', 'name'], '2:1'],
    [['spec', 'replicas'], '3:1'],
    [['spec', 'containers', 0, 'securityContext', 'runAsUser'], '5:5'],
    [['spec', 'containers', 7], '4:3'],
    [['apiVersion', 'of', 'text'], '2:1'],
    [['spec', 'containers', 'length'], '4:3'],
    [['toString'], '2:1'],
  ])('finds the place where %j belongs', (path, place) => {
    expect(at(yaml, path)).toBe(place);
  });

  it('finds fields of JSON', () => {
    expect(at(json, ['json', 1, 'two'])).toBe('13:4');
    const odd = read('\n{"a": "\\/",\n "b": "\\ud83d\\ude00"}', 'dir/f.yaml').documents[0];
    expect(at(odd, ['b'])).toBe('3:2');
  });

  it('finds fields that came out of an alias where they are written', () => {
    const [document] = read('a: &a\n  x: 1\nb: *a\nc:\n  <<: *a\n', 'dir/f.yaml').documents;
    expect(at(document, ['b', 'x'])).toBe('2:3');
    expect(at(document, ['c', 'x'])).toBe('5:3');
  });

  it('points at the key or the item, for every path of any document', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(3), (generated, before) => {
      const value = JSON.parse(JSON.stringify({ generated })) as unknown;
      const written = `${'---\nx: 1\n'.repeat(before)}---\n${write(value)}`;
      const lines = written.split('\n');
      const document = read(written, 'f').documents[before];
      for (const [path, child] of paths(value, [])) {
        const { line, column } = document.locate(path);
        const found = lines[line - 1].slice(column - 1);
        const step = path.at(-1);
        const expected = typeof step === 'string' ? write({ [step]: child }) : write(child);
        expect(found).toBe(expected.split('\n')[0]);
      }
    }), { numRuns: 500, seed: 3 });
  });
});

function* paths(value: unknown, path: Path): Generator<[Path, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    yield [[...path, step], child];
    yield* paths(child, [...path, step]);
  }
}
