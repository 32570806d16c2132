import fc from 'fast-check';
import { CustomSchema, schemaFromCrd } from '../../src/manifest/custom-resource/definition';
import { SchemaProblem } from '../../src/manifest/schema-problem';
import { celOfDefinitions } from '../../src/run/cel-of-definitions';
import { ends } from '../ends';

function crd(schema: unknown, spec: object = {}): Record<string, unknown> {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'backups.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Backup', plural: 'backups' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      ...spec,
    },
  };
}

/** A definition whose spec has this schema. */
function withSpec(spec: unknown, extra: object = {}): CustomSchema {
  return schemaFromCrd(crd({ type: 'object', properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' }, spec }, ...extra }))[0];
}

function backup(spec: unknown, extra: object = {}): unknown {
  return { apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'a' }, spec, ...extra };
}

/** The problems of a value whose schema is this. */
function problems(schema: object, value: unknown): readonly SchemaProblem[] {
  return withSpec({ type: 'object', properties: { x: schema } }).check(backup({ x: value })).problems;
}

describe('a CustomResourceDefinition', () => {
  it('defines a kind for each version', () => {
    const schema = { type: 'object' };
    const kinds = schemaFromCrd(crd(undefined, {
      versions: [
        { name: 'v1beta1', served: false, schema: { openAPIV3Schema: schema } }, { name: 'v1', served: true, schema: { openAPIV3Schema: schema } },
      ],
    }));
    expect(kinds.map(({ check, ...rest }) => rest)).toEqual([
      { apiVersion: 'example.com/v1beta1', kind: 'Backup', plural: 'backups', namespaced: true, served: false },
      { apiVersion: 'example.com/v1', kind: 'Backup', plural: 'backups', namespaced: true, served: true },
    ]);
  });

  it('may be of v1beta1, with one schema for all versions, and unknown fields that are kept', () => {
    const old = { ...crd(undefined), apiVersion: 'apiextensions.k8s.io/v1beta1' };
    const spec = { group: 'a.b', version: 'v1', scope: 'Cluster', names: { kind: 'A', plural: 'as' }, validation: { openAPIV3Schema: { type: 'object', properties: { n: { type: 'integer' } } } } };
    const [kind] = schemaFromCrd({ ...old, spec });
    expect(kind).toMatchObject({ apiVersion: 'a.b/v1', namespaced: false });
    expect(kind.check({ apiVersion: 'a.b/v1', kind: 'A', n: 'x', unknown: 1 }).problems.map((problem) => problem.kind)).toEqual(['wrong-type']);
    const [strict] = schemaFromCrd({ ...old, spec: { ...spec, preserveUnknownFields: false } });
    expect(strict.check({ apiVersion: 'a.b/v1', kind: 'A', unknown: 1 }).problems.map((problem) => problem.kind)).toEqual(['unknown-field']);
  });

  it.each([
    [undefined], [null], [1], [[]], [{}], [{ kind: 'CustomResourceDefinition' }], [{ kind: 'Pod', apiVersion: 'v1' }],
    [crd({}, { group: 1 })], [crd({}, { names: undefined })], [crd({}, { versions: [null, 1, { name: 2 }] })], [crd({}, { versions: 'v1' })],
  ])('is none in %j', (object) => {
    expect(schemaFromCrd(object)).toEqual([]);
  });

  it('knows nothing of a version without a schema', () => {
    expect(schemaFromCrd(crd(undefined))[0].check(backup({ anything: 1 }))).toEqual({ known: false, problems: [] });
    expect(schemaFromCrd(crd('any'))[0].check(backup({}))).toEqual({ known: false, problems: [] });
    expect(withSpec({ type: 'object' }).check('text')).toEqual({ known: false, problems: [] });
  });
});

describe('a custom resource', () => {
  const schema = withSpec({
    type: 'object',
    required: ['schedule', 'keep', 'mode'],
    properties: {
      schedule: { type: 'string' },
      keep: { type: 'integer', default: 7 },
      mode: { type: 'string', nullable: true },
      target: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    },
  });

  it('is held against its schema', () => {
    expect(schema.check(backup({ schedule: 'x', mode: null, target: { name: 'a' } }))).toEqual({ known: true, problems: [] });
    expect(schema.check(backup({ shedule: 'x', mode: 'a', target: {} })).problems).toEqual([
      { path: ['spec', 'shedule'], kind: 'unknown-field', message: 'spec.shedule is not a field of its schema', remedy: 'write schedule' },
      { path: ['spec', 'target', 'name'], kind: 'missing-required', message: 'spec.target.name is not set', remedy: 'set name' },
      { path: ['spec', 'schedule'], kind: 'missing-required', message: 'spec.schedule is not set', remedy: 'set schedule' },
    ]);
  });

  it('has the metadata of every object, and no fields beside its own', () => {
    const spec = { schedule: 'x', mode: 'a' };
    expect(schema.check(backup(spec, { metadata: { name: 'a', labels: { a: 1 }, nmae: 'b' } })).problems.map(({ path, kind }) => [path, kind])).toEqual([
      [['metadata', 'labels', 'a'], 'wrong-type'], [['metadata', 'nmae'], 'unknown-field'],
    ]);
    expect(schema.check(backup(spec, { status: {} })).problems).toMatchObject([{ path: ['status'], kind: 'unknown-field' }]);
    expect(schema.check(backup(spec, { metadata: [] })).problems).toMatchObject([{ path: ['metadata'], kind: 'wrong-type' }]);
  });

  it('takes null for nothing', () => {
    expect(schema.check(backup({ schedule: null, mode: 'a' })).problems).toMatchObject([{ path: ['spec', 'schedule'], kind: 'missing-required' }]);
    expect(schema.check(backup({ schedule: 'a', mode: 'a', target: null })).problems).toEqual([]);
  });
});

const LIST_MAP = {
  'type': 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['port', 'protocol'],
  'items': { type: 'object', properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } } },
};

describe('a schema', () => {
  it.each<[object, unknown, SchemaProblem['kind'] | undefined, string]>([
    [{ type: 'string' }, 'a', undefined, ''],
    [{ type: 'string' }, 1, 'wrong-type', 'spec.x is the number 1, not a string'],
    [{ type: 'boolean' }, 'true', 'wrong-type', "spec.x is the string 'true', not a boolean"],
    [{ type: 'integer' }, 2 ** 40, undefined, ''],
    [{ type: 'integer', format: 'int32' }, 2 ** 40, 'wrong-type', 'spec.x is the number 1099511627776, not a 32 bit integer'],
    [{ type: 'integer' }, 1.5, 'wrong-type', 'spec.x is the number 1.5, not an integer'],
    [{ type: 'number' }, 1.5, undefined, ''],
    [{ type: 'number' }, '1.5', 'wrong-type', "spec.x is the string '1.5', not a number"],
    [{ type: 'array', items: { type: 'string' } }, ['a', 'b'], undefined, ''],
    [{ type: 'array', items: { type: 'string' } }, ['a', 1], 'wrong-type', 'spec.x[1] is the number 1, not a string'],
    [{ type: 'array', items: { type: 'string' } }, 'a', 'wrong-type', "spec.x is the string 'a', not a list"],
    [{ type: 'object' }, [], 'wrong-type', 'spec.x is a list, not an object'],
    [{ type: 'object' }, { a: 1 }, 'unknown-field', 'spec.x.a is not a field of its schema'],
    [{ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true }, { a: { b: 1 } }, undefined, ''],
    [{ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'properties': { a: { type: 'string' } } }, { a: 1, b: 2 }, 'wrong-type', 'spec.x.a is the number 1, not a string'],
    [{ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'properties': { a: { type: 'object' } } }, { a: { b: 1 } }, 'unknown-field', 'spec.x.a.b is not a field of its schema'],
    [{ 'x-kubernetes-preserve-unknown-fields': true }, [{ a: 1 }], undefined, ''],
    [{}, { a: { b: 1 } }, undefined, ''],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { a: 1, b: 2 }, undefined, ''],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { a: 'x' }, 'wrong-type', "spec.x.a is the string 'x', not an integer"],
    [{ type: 'object', additionalProperties: true }, { a: 'x' }, undefined, ''],
    [{ 'x-kubernetes-int-or-string': true }, 80, undefined, ''],
    [{ 'x-kubernetes-int-or-string': true }, '80%', undefined, ''],
    [{ 'x-kubernetes-int-or-string': true }, true, 'wrong-type', 'spec.x is the boolean true, not an integer or a string'],
    [{ 'x-kubernetes-int-or-string': true, 'pattern': '^[0-9]+%$' }, '80', 'bad-value', "spec.x is '80', which does not match '^[0-9]+%$'"],
    [{ type: 'string', enum: ['Full', 'Incremental'] }, 'Full', undefined, ''],
    [{ type: 'string', enum: ['Full', 'Incremental'] }, 'full', 'bad-enum', "spec.x is 'full', not Full or Incremental"],
    [{ type: 'integer', enum: [1, 2] }, 3, 'bad-enum', 'spec.x is the number 3, not 1 or 2'],
    [{ type: 'object', additionalProperties: true, enum: [{ a: 1 }] }, { a: 1 }, undefined, ''],
    [{ type: 'string', minLength: 2 }, 'a', 'bad-value', 'spec.x has 1 character'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'bad-value', 'spec.x has 3 characters'],
    [{ type: 'string', minLength: 2, maxLength: 2 }, '😀😀', undefined, ''],
    [{ type: 'integer', minimum: 1 }, 0, 'bad-value', 'spec.x is 0'],
    [{ type: 'integer', minimum: 1, exclusiveMinimum: true }, 1, 'bad-value', 'spec.x is 1'],
    [{ type: 'integer', maximum: 9 }, 10, 'bad-value', 'spec.x is 10'],
    [{ type: 'integer', maximum: 9, exclusiveMaximum: true }, 9, 'bad-value', 'spec.x is 9'],
    [{ type: 'integer', multipleOf: 4 }, 6, 'bad-value', 'spec.x is 6'],
    [{ type: 'number', multipleOf: 0.1 }, 0.3, undefined, ''],
    [{ type: 'number', multipleOf: 0.5 }, 0.3, 'bad-value', 'spec.x is 0.3'],
    [{ type: 'string', format: 'date-time' }, '2026-02-28T23:59:59Z', undefined, ''],
    [{ type: 'string', format: 'date-time' }, '2026-02-28t23:59:59.123+01:00', undefined, ''],
    [{ type: 'string', format: 'date-time' }, '2026-02-30T23:59:59Z', 'bad-value', "spec.x is '2026-02-30T23:59:59Z', which does not fit the format date-time"],
    [{ type: 'string', format: 'datetime' }, '2026-02-28 23:59:59', 'bad-value', "spec.x is '2026-02-28 23:59:59', which does not fit the format datetime"],
    [{ type: 'string', format: 'date' }, '28.2.2026', 'bad-value', "spec.x is '28.2.2026', which does not fit the format date"],
    [{ type: 'string', format: 'ipv4' }, '010.0.0.1', undefined, ''],
    [{ type: 'string', format: 'ipv4' }, '::1', 'bad-value', "spec.x is '::1', which does not fit the format ipv4"],
    [{ type: 'string', format: 'ipv6' }, '::ffff:10.0.0.1', undefined, ''],
    [{ type: 'string', format: 'cidr' }, '10.0.0.0/33', 'bad-value', "spec.x is '10.0.0.0/33', which does not fit the format cidr"],
    [{ type: 'string', format: 'byte' }, 'plain text', 'bad-value', "spec.x is 'plain text', which does not fit the format byte"],
    [{ type: 'string', format: 'uuid' }, 'C56A4180-65AA-42EC-A945-5FD21DEC0538', undefined, ''],
    [{ type: 'string', format: 'uuid' }, 'c56a4180', 'bad-value', "spec.x is 'c56a4180', which does not fit the format uuid"],
    [{ type: 'string', format: 'a remark' }, 'anything', undefined, ''],
    [{ 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' }, ['a', 'b', 'a'], 'bad-value', 'spec.x[2] repeats an entry'],
    [{ 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'atomic' }, ['a', 'a'], undefined, ''],
    [LIST_MAP, [{ port: 80 }, { port: 80, protocol: 'UDP' }], undefined, ''],
    [LIST_MAP, [{ port: 80 }, { port: 80, protocol: 'TCP' }], 'bad-value', 'spec.x[1] repeats an entry of the same port and protocol'],
    [LIST_MAP, [{ port: 80 }, {}, {}], undefined, ''],
    [{ type: 'array', minItems: 1 }, [], 'bad-value', 'spec.x has 0 entries'],
    [{ type: 'array', maxItems: 1 }, [1, 2], 'bad-value', 'spec.x has 2 entries'],
    [{ type: 'object', additionalProperties: true, minProperties: 1 }, {}, 'bad-value', 'spec.x has 0 fields'],
    [{ type: 'object', additionalProperties: true, maxProperties: 1 }, { a: 1, b: 1 }, 'bad-value', 'spec.x has 2 fields'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'abc', undefined, ''],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'ABC', 'bad-value', "spec.x is 'ABC', which does not match '^[a-z]+$'"],
    [{ type: 'string', allOf: [{ pattern: '^a' }, { maxLength: 2 }] }, 'abc', 'bad-value', 'spec.x has 3 characters'],
    [{ 'type': 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true }, { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: {} }, undefined, ''],
    [{ 'type': 'object', 'x-kubernetes-embedded-resource': true }, { apiVersion: 'v1', kind: 'Pod', spec: {} }, 'unknown-field', 'spec.x.spec is not a field of its schema'],
    [{ 'type': 'object', 'x-kubernetes-embedded-resource': true }, { kind: 'Pod' }, 'missing-required', 'spec.x.apiVersion is not set'],
    [{ 'type': 'object', 'x-kubernetes-embedded-resource': true }, { apiVersion: 'v1', kind: 'Pod', metadata: { nam: 1 } }, 'unknown-field', 'spec.x.metadata.nam is not a field of ObjectMeta'],
  ])('%j for %j says %p', (schema, value, kind, message) => {
    expect(problems(schema, value).map((problem) => [problem.kind, problem.message])).toEqual(kind === undefined ? [] : [[kind, message]]);
  });

  it.each([
    ['byte', '?', 'write base64'], ['ipv4', '::1', 'write an IPv4 address'], ['date-time', 'now', 'write a time such as 2026-01-31T12:00:00Z'], ['uri', 'a b', 'write a URL, or a path that begins with /'],
  ])('says in words what is of the format %s', (format, value, remedy) => {
    expect(problems({ type: 'string', format }, value).map((problem) => problem.remedy)).toEqual([remedy]);
  });

  it('notes a format that was not tried', () => {
    expect(withSpec({ type: 'object', properties: { x: { type: 'string', format: 'isbn' } } }).check(backup({ x: 'b' })).notes).toEqual(['the format isbn']);
  });

  it('notes a pattern that was not tried, instead of passing in silence', () => {
    const schema = withSpec({ type: 'object', properties: { x: { type: 'string', pattern: '^(?m)a$' }, y: { type: 'string', pattern: '^a{900}$' } } });
    expect(schema.check(backup({ x: 'b', y: 'a'.repeat(50_000) }))).toEqual({
      known: true,
      problems: [],
      notes: ["the pattern '^(?m)a$'", "the pattern '^a{900}$'"],
    });
    expect(schema.check(backup({}))).toEqual({ known: true, problems: [] });
  });
});

describe('what is combined with a schema', () => {
  const AB = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } } };
  const oneField = [{ required: ['a'] }, { required: ['b'] }];

  it.each([
    [{ anyOf: oneField }, {}, 'spec.x has none of a and b; set a or b'],
    [{ anyOf: oneField }, { a: 1, b: '' }, undefined],
    [{ oneOf: oneField }, {}, 'spec.x has none of a and b; set exactly one of a and b'],
    [{ oneOf: oneField }, { a: 1, b: '' }, 'spec.x has a and b, of which it may have one; remove all but one of a and b'],
    [{ oneOf: oneField }, { a: 1, b: null }, undefined],
    [{ oneOf: [{ properties: { a: { minimum: 1 } } }, { properties: { a: { maximum: 3 } } }] }, { a: 2 }, 'spec.x fits 2 of the 2 schemas of which it may fit one (oneOf); make it fit exactly one of them'],
    [{ anyOf: [{ required: ['a'], properties: { a: { minimum: 5 } } }, { properties: { b: { enum: ['x'] } }, required: ['b'] }] }, { a: 1 },
      'spec.x fits none of the 2 schemas that it may have (anyOf); nearest: spec.x.a is 1; write 5 or more'],
    [{ anyOf: [{ required: ['a', 'b'] }] }, { a: 1 }, 'spec.x does not fit its schema (anyOf): spec.x.b is not set; set b'],
    [{ not: { required: ['a'] } }, { a: 1 }, 'spec.x has a, which it may not have; remove a'],
    [{ not: { required: ['a', 'b'] } }, { a: 1, b: '' }, 'spec.x has a and b, which it may not have together; remove a or b'],
    [{ not: { required: ['a', 'b'] } }, { a: 1 }, undefined],
    [{ not: { properties: { b: { enum: ['latest'] } } } }, { b: 'latest' }, 'spec.x is what its schema excludes (not); write another value'],
    [{ allOf: [{ properties: { a: { minimum: 2 } } }] }, { a: 1, b: 'x' }, 'spec.x.a is 1; write 2 or more'],
  ])('%j of %j: %s', (more, value, said) => {
    expect(problems({ ...AB, ...more }, value).map(({ message, remedy }) => `${message}; ${remedy}`)).toEqual(said === undefined ? [] : [said]);
  });

  it('is not known where a part was not read', () => {
    const unread = { properties: { b: { pattern: '^(?=x)' } } };
    const notes = (more: object): unknown => withSpec({ ...AB, ...more }).check(backup({ b: 'x' }));
    for (const more of [{ anyOf: [unread] }, { oneOf: [unread] }, { not: unread }]) expect(notes(more)).toEqual({ known: true, problems: [], notes: ["the pattern '^(?=x)'"] });
    expect(notes({ anyOf: [unread, { required: ['b'] }] })).toEqual({ known: true, problems: [] });
  });

  it('meets values that are completed with defaults', () => {
    const withDefault = { type: 'object', properties: { a: { type: 'integer', default: 1 }, b: { type: 'string' } } };
    expect(problems({ ...withDefault, oneOf: oneField }, { b: '' }).map(({ message }) => message)).toEqual(['spec.x has a and b, of which it may have one']);
    expect(problems({ ...withDefault, required: ['a'] }, { a: null })).toEqual([]);
  });

  it('leaves the object as it is', () => {
    const object = Object.freeze({ apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'a' }, spec: Object.freeze({}) });
    expect(withSpec({ type: 'object', properties: { a: { type: 'object', default: {}, properties: { b: { type: 'integer', default: 1 } } } } }).check(object).problems).toEqual([]);
  });
});

describe('a rule in CEL', () => {
  const said = (rules: object | readonly object[], spec: object, more: object = {}): readonly string[] => {
    const schema = { 'type': 'object', 'properties': { a: { type: 'integer' }, list: { type: 'array', items: { type: 'string' } } }, 'x-kubernetes-validations': [rules].flat(), ...more };
    return withSpec(schema).check(backup(spec), celOfDefinitions).problems.map(({ path, message, remedy }) => `${path.join('.')}: ${message}; ${remedy}`);
  };

  it('is run on what fits the types', () => {
    expect(said({ rule: 'self.a > 1', message: 'a is too small' }, { a: 1 })).toEqual(['spec: spec breaks a rule of its schema: a is too small; make true what it asks: self.a > 1']);
    expect(said({ rule: 'self.a > 1' }, { a: 2 })).toEqual([]);
    expect(said({ rule: 'self.a > 1' }, { a: 'x' })).toEqual(['spec.a: spec.a is the string \'x\', not an integer; write an integer']);
  });

  it('says what it says itself, where it says', () => {
    expect(said({ rule: 'self.list.size() < 2', messageExpression: "'there are ' + string(self.list.size())", fieldPath: '.list' }, { list: ['a', 'b'] })).toEqual([
      'spec.list: spec.list breaks a rule of its schema: there are 2; make true what it asks: self.list.size() < 2',
    ]);
    expect(said({ rule: 'false', messageExpression: 'self.a', message: 'never' }, {})).toEqual(['spec: spec breaks a rule of its schema: never; make true what it asks: false']);
    expect(said({ rule: 'self.a > 1' }, {})).toEqual(['spec: spec breaks a rule of its schema: it fails: No such key: a; make true what it asks: self.a > 1']);
  });

  it('is not asked of changes, since objects are new here', () => {
    expect(said([{ rule: 'self.a == oldSelf.a' }, { rule: 'oldSelf.hasValue() || self.a == 1', optionalOldSelf: true }], { a: 1 })).toEqual([]);
    expect(said({ rule: 'oldSelf.hasValue() || self.a == 1', optionalOldSelf: true }, { a: 2 })).toHaveLength(1);
  });

  it('sees one value in two places as the schema of each has it', () => {
    const amount = (type: string): object => ({ type: 'object', properties: { a: { type } } });
    const shared = { a: 1 };
    const schema = { 'type': 'object', 'properties': { x: amount('integer'), y: amount('number') }, 'x-kubernetes-validations': [{ rule: 'type(self.x.a) == int && type(self.y.a) == double' }] };
    expect(withSpec(schema).check(backup({ x: shared, y: shared }), celOfDefinitions)).toEqual({ known: true, problems: [] });
  });

  it('is noted where the order of a set decides', () => {
    const schema = withSpec({
      'type': 'object',
      'properties': { set: { 'type': 'array', 'x-kubernetes-list-type': 'set', 'items': { type: 'string' } } },
      'x-kubernetes-validations': [{ rule: "self.set == ['a', 'b']" }],
    });
    expect(schema.check(backup({ set: ['a', 'b'] }), celOfDefinitions)).toEqual({ known: true, problems: [] });
    expect(schema.check(backup({ set: ['b', 'a'] }), celOfDefinitions)).toMatchObject({ problems: [], notes: [expect.stringContaining('the order of a set')] });
    expect(schema.check(backup({ set: ['c'] }), celOfDefinitions).problems).toHaveLength(1);
  });

  it('is noted where it cannot be run', () => {
    const schema = withSpec({ 'type': 'object', 'properties': { a: { type: 'integer' } }, 'x-kubernetes-validations': [{ rule: "!format.dns1123Label().validate('a').hasValue()" }] });
    expect(schema.check(backup({}), celOfDefinitions).notes).toEqual([expect.stringMatching(/^the rule '!format\.dns1123Label\(\).* \(.*format.*\)$/)]);
    expect(schema.check(backup({})).notes).toEqual(['rules in CEL']);
  });

  it('cannot run for ever', () => {
    const spec = { list: Array.from({ length: 3_000 }, (_, i) => String(i)) };
    const schema = withSpec({ 'type': 'object', 'properties': { list: { type: 'array', items: { type: 'string' } } }, 'x-kubernetes-validations': [{ rule: 'self.list.all(x, self.list.all(y, x != y || x == y))' }] });
    expect(ends(() => schema.check(backup(spec), celOfDefinitions)).notes).toEqual([expect.stringContaining('it takes more than 200,000 steps')]);
  });
});

describe('a hostile definition', () => {
  it('cannot complete an object without end', () => {
    const circle: { type: string; default: object; properties: Record<string, object> } = { type: 'object', default: {}, properties: {} };
    circle.properties.x = circle;
    circle.properties.y = circle;
    expect(ends(() => withSpec(circle).check(backup({}))).known).toBe(true);
  });

  it('cannot make a pattern run for ever', () => {
    expect(ends(() => problems({ type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`))).toHaveLength(1);
  });

  it('cannot make a small schema stand for a large one', () => {
    let schema: object = { type: 'string', pattern: 'b' };
    for (let i = 0; i < 40; i++) schema = { allOf: [schema, schema] };
    const { notes } = withSpec({ type: 'object', properties: { x: schema } }).check(backup({ x: 'b' }));
    expect(notes).toEqual(['what a million steps did not reach']);
  });

  it('cannot lead the walk in a circle', () => {
    const circle: { allOf: object[]; properties: Record<string, object> } = { allOf: [], properties: {} };
    circle.allOf.push(circle);
    circle.properties.x = circle;
    let value: object = {};
    for (let i = 0; i < 10_000; i++) value = { x: value };
    expect(withSpec(circle).check(backup(value)).known).toBe(true);
  });

  it('is read, whatever it holds', () => {
    const part = fc.oneof(fc.jsonValue(), fc.record({
      'type': fc.oneof(fc.constantFrom('object', 'string', 'integer', 'array', 'nonsense'), fc.jsonValue()),
      'properties': fc.oneof(fc.dictionary(fc.constantFrom('x', 'y', '__proto__', 'constructor'), fc.jsonValue()), fc.jsonValue()),
      'additionalProperties': fc.jsonValue(),
      'items': fc.jsonValue(),
      'required': fc.oneof(fc.array(fc.constantFrom('x', '__proto__', 'toString')), fc.jsonValue()),
      'enum': fc.jsonValue(),
      'pattern': fc.jsonValue(),
      'minimum': fc.jsonValue(),
      'maxLength': fc.jsonValue(),
      'allOf': fc.jsonValue(),
      'anyOf': fc.oneof(fc.array(fc.record({ required: fc.constant(['x']) })), fc.jsonValue()),
      'oneOf': fc.oneof(fc.array(fc.record({ required: fc.constant(['x']) })), fc.jsonValue()),
      'not': fc.jsonValue(),
      'default': fc.jsonValue(),
      'nullable': fc.boolean(),
      'x-kubernetes-validations': fc.oneof(fc.array(fc.record({ rule: fc.constantFrom('self.x', 'has(self.x)', 'true', '(', 'self == oldSelf') })), fc.jsonValue()),
    }, { requiredKeys: [] }));
    fc.assert(fc.property(part, fc.jsonValue(), (schema, value) => {
      for (const { message, remedy } of withSpec(schema).check(backup(value), celOfDefinitions).problems) {
        expect(message).toMatch(/^[^\n]+$/);
        expect(remedy).toMatch(/^[a-z][^\n]*$/);
      }
    }), { numRuns: 3_000 });
  });
});
