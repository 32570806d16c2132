import fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { TRICKY } from './tricky';
import { read } from '../../src/manifest/read';
import { writeAll, write } from '../../src/manifest/write';

function readBack(text: string): unknown {
  const { documents, faults } = read(text, 'written.yaml');
  expect(faults).toEqual([]);
  return documents[0]?.value;
}

/** A string in each place where a writer has to decide about it. */
function everywhere(text: string): Record<string, unknown> {
  return { value: text, list: [text, [text], { key: text }], map: { [text]: { [text]: text } } };
}

describe('write', () => {
  it('writes as kubectl get -o yaml does', () => {
    expect(write({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', labels: {}, annotations: { 'example.com/a': 'true', 'on': '0755', 'empty': '' } },
      spec: {
        replicas: 2,
        paused: false,
        strategy: null,
        template: {
          spec: {
            containers: [
              { name: 'api', args: ['--port=8080', '-v', '500m', '1.27', '12:30:45'], ports: [{ containerPort: 8080 }], volumeMounts: [] },
              { name: 'sh', command: ['/bin/sh', '-c', 'set -e\necho "hi"\n'], env: [{ name: 'A', value: '$(B): c' }] },
            ],
          },
        },
        matrix: [[1, [2]], [], {}, [{ a: 1, b: [3] }]],
      },
      data: { 'script.sh': '#!/bin/sh\n\nexit 0\n', 'text': 'no\nbreak', 'kept': 'two\n\n', 'spaced': '  x\ny' },
    })).toMatchInlineSnapshot(`
      "apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        labels: {}
        annotations:
          example.com/a: "true"
          "on": "0755"
          empty: ""
      spec:
        replicas: 2
        paused: false
        strategy: null
        template:
          spec:
            containers:
            - name: api
              args:
              - --port=8080
              - -v
              - 500m
              - "1.27"
              - "12:30:45"
              ports:
              - containerPort: 8080
              volumeMounts: []
            - name: sh
              command:
              - /bin/sh
              - -c
              - |
                set -e
                echo "hi"
              env:
              - name: A
                value: "$(B): c"
        matrix:
        - - 1
          - - 2
        - []
        - {}
        - - a: 1
            b:
            - 3
      data:
        script.sh: |
          #!/bin/sh

          exit 0
        text: |-
          no
          break
        kept: |+
          two

        spaced: "  x\\ny"
      "
    `);
  });

  it.each(TRICKY.map((text) => [JSON.stringify(text).slice(0, 60), text]))('writes %s so that every reader reads it back', (_, text) => {
    const value = everywhere(text);
    const written = write(value);
    expect(readBack(written)).toEqual(value);
    expect(yaml.parse(written, { version: '1.1', merge: false })).toEqual(value);
    expect(yaml.parse(written, { version: '1.2' })).toEqual(value);
    expect(jsYaml.load(written)).toEqual(value);
    expect(jsYaml.load(written, { schema: jsYaml.YAML11_SCHEMA })).toEqual(value);
  });

  it.each(TRICKY.map((text) => [JSON.stringify(text).slice(0, 60), text]))('writes %s as a whole document', (_, text) => {
    const written = write(text);
    // kubectl skips a document that is an empty text no more than any other.
    expect(readBack(written)).toBe(text);
  });

  it('writes any JSON so that we read it back', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (generated) => {
      const value = JSON.parse(JSON.stringify(generated)) as unknown;
      expect(readBack(write(value)) ?? null).toEqual(value);
    }), { numRuns: 1000, seed: 1 });
  });

  it('writes any text so that every reader reads it back', () => {
    const character = fc.oneof(fc.constantFrom(...' \t\n-:#"\'\\0123abe.~[]{}|>'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(''));
    fc.assert(fc.property(text, (generated) => {
      const value = everywhere(generated);
      const written = write(value);
      expect(readBack(written)).toEqual(value);
      expect(yaml.parse(written, { version: '1.1', merge: false })).toEqual(value);
      expect(yaml.parse(written)).toEqual(value);
      expect(jsYaml.load(written)).toEqual(value);
    }), { numRuns: 1500, seed: 2 });
  });

  it.each([
    [0, '0'], [-0, '0'], [1.5, '1.5'], [1e21, '1.0e+21'], [1.5e21, '1.5e+21'], [1e-7, '1.0e-7'], [-1e300, '-1.0e+300'], [9007199254740991, '9007199254740991'], [1e20, '100000000000000000000'],
  ])('writes the number %p as %s, a number for all', (value, text) => {
    expect(write({ value })).toBe(`value: ${text}\n`);
    expect(readBack(write({ value }))).toEqual({ value: value + 0 });
    expect(yaml.parse(write({ value }), { version: '1.1' })).toEqual({ value: value + 0 });
    expect(jsYaml.load(write({ value }), { schema: jsYaml.YAML11_SCHEMA })).toEqual({ value: value + 0 });
  });

  it('keeps the order of the keys and drops what is undefined', () => {
    expect(write({ b: 1, a: undefined, c: { d: undefined }, 10: 2, e: [undefined, 1] })).toBe('"10": 2\nb: 1\nc: {}\ne:\n- null\n- 1\n');
  });

  it('writes a key that is longer than kubectl takes behind a question mark', () => {
    const value = { ['k'.repeat(3000)]: { a: [1] }, [`${'\n'.repeat(800)}`]: [1, 2], a: { ['x'.repeat(1001)]: 'text\nlines\n' } };
    expect(readBack(write(value))).toEqual(value);
    expect(yaml.parse(write(value))).toEqual(value);
  });

  it('writes many documents with a line between them', () => {
    expect(writeAll([{ a: 1 }, { b: [] }])).toBe('a: 1\n---\nb: []\n');
    expect(writeAll([])).toBe('');
    const values = TRICKY.map(everywhere);
    expect(read(writeAll(values), 'f').documents.map(({ value }) => value)).toEqual(values);
  });

  it('refuses what JSON cannot hold, and says what it is', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = [cycle];
    expect(() => write(cycle)).toThrow('cannot write an object that holds itself, or nests deeper than 1000 levels');
    expect(() => write({ a: NaN })).toThrow('cannot write NaN; JSON has no such number');
    expect(() => write({ a: -Infinity })).toThrow('cannot write -Infinity; JSON has no such number');
    expect(() => write({ a: () => 1 })).toThrow('cannot write a function; write plain data');
    expect(() => write({ a: 1n })).toThrow('cannot write a bigint; write plain data');
    expect(() => write({ a: Symbol('s') })).toThrow('cannot write a symbol; write plain data');
    expect(() => write({ a: new Date() })).toThrow('cannot write Date; write plain data');
    expect(() => write({ a: new Map() })).toThrow('cannot write Map; write plain data');
    expect(() => write({ a: 'x\ud800' })).toThrow('cannot write U+D800: half a surrogate pair is no character');
    expect(() => write({ 'a\ude00\n': 1 })).toThrow('cannot write U+DE00');
  });

  it('writes what nests 1000 levels deep, and reads it back', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 999; depth += 1) value = depth % 2 === 0 ? [value] : { a: value };
    expect(JSON.stringify(readBack(write(value)))).toBe(JSON.stringify(value));
  });
});
