/* Defines custom resources whose schema asks for one thing in each field, and holds what is said of values here against what the API server says. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Cluster, startCluster } from './cluster';
import { minorNamed } from './modules';
import { schemaFromCrd } from '../../src/manifest/custom-resource/definition';
import { celOfDefinitions } from '../../src/run/cel-of-definitions';

type Schema = Readonly<Record<string, unknown>>;

const GROUP = 'hardened-proof.example.com';
const API_VERSION = `${GROUP}/v1`;

const text = (more: Schema = {}): Schema => ({ type: 'string', maxLength: 64, ...more });
const whole = (more: Schema = {}): Schema => ({ type: 'integer', ...more });
const fields = (properties: Schema, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const ab = { a: whole(), b: text() };
const rule = (...rules: readonly (string | Schema)[]): Schema => ({ 'x-kubernetes-validations': rules.map((one) => (typeof one === 'string' ? { rule: one } : one)) });

/** What a field asks for, and values that come close to it from both sides. */
const CASES: Readonly<Record<string, readonly [schema: Schema, ...values: readonly unknown[]]>> = {
  integer: [whole({ minimum: 1, maximum: 3, exclusiveMaximum: true }), 0, 1, 2, 3, 1.5, '1', null],
  number: [{ type: 'number', multipleOf: 0.5 }, 1, 1.5, 1.3, '1'],
  numberAboveOne: [{ type: 'number', multipleOf: 2.5 }, 1, 2, 4, 5, 7.5, 7.6],
  text: [text({ minLength: 2, maxLength: 3, pattern: '^[a-c]+$' }), '', 'a', 'ab', 'abc', 'abca', 'xyz', 'ä😀', 1, null],
  nullableEnum: [text({ nullable: true, enum: ['x'] }), null, 'x', 'y'],
  nullableIntOrString: [{ 'x-kubernetes-int-or-string': true, 'nullable': true }, null, 1],
  nullIntOrStrings: [{ type: 'array', items: { 'x-kubernetes-int-or-string': true } }, [1, null], [1]],
  nullable: [text({ nullable: true }), null, '', 1],
  intOrString: [{ 'x-kubernetes-int-or-string': true }, 1, '1', 1.5, true, {}],
  intOrStringSaid: [{ 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'pattern': '^a' }, 1, 'a', 'b', 1.5],
  list: [{ type: 'array', items: text(), minItems: 1, maxItems: 3 }, [], ['a'], ['a', null], ['a', 'b', 'c', 'd'], [1], null],
  nullsInList: [{ type: 'array', items: text({ nullable: true }) }, [null], ['a', null]],
  nullsInMap: [{ type: 'object', additionalProperties: whole() }, { x: null }, { x: 1, y: null }, { x: '1' }],
  set: [{ 'type': 'array', 'items': text(), 'maxItems': 9, 'x-kubernetes-list-type': 'set' }, ['a', 'b'], ['a', 'a']],
  mapList: [{
    'type': 'array', 'maxItems': 9, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a', 'b'], 'items': fields({ a: whole(), b: text({ default: 'x' }) }, { required: ['a'] }),
  }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1, b: 'x' }], [{ a: 1 }, { a: 1, b: 'y' }], [{ b: 'x' }]],
  required: [fields({ a: whole({ default: 1 }), b: text(), c: text({ nullable: true }) }, { required: ['a', 'b', 'c'] }), { b: 'x', c: null }, { b: null, c: 'x' }, { a: null, b: '', c: '' }, {}],
  defaultsInDefaults: [fields({ a: fields({ b: text({ default: 'x' }) }, { default: {} }) }, { required: ['a'] }), {}, { a: {} }, { a: { b: 1 } }],
  unknownFields: [fields(ab), { a: 1, c: 1 }, { a: 1 }],
  keptFields: [fields(ab, { 'x-kubernetes-preserve-unknown-fields': true }), { a: 1, c: [{}] }, { a: 'x', c: 1 }],
  anything: [{ 'x-kubernetes-preserve-unknown-fields': true }, 1, 'x', [1], { a: 1 }],
  sizes: [{ type: 'object', additionalProperties: text(), minProperties: 1, maxProperties: 2 }, {}, { a: '' }, { a: '', b: '', c: '' }],
  embedded: [{ 'type': 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, { apiVersion: 'v1' }, { kind: 'Pod', apiVersion: 'v1', metadata: { labels: { a: 1 } } }],

  anyOf: [fields(ab, { anyOf: [{ required: ['a'] }, { required: ['b'] }] }), {}, { a: 1 }, { b: '' }, { a: 1, b: '' }, { a: null }],
  oneOf: [fields(ab, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }), {}, { a: 1 }, { b: '' }, { a: 1, b: '' }, { a: 1, b: null }],
  oneOfDefault: [fields({ a: whole({ default: 1 }), b: text() }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }), {}, { b: '' }, { a: null, b: '' }],
  not: [fields(ab, { not: { required: ['a', 'b'] } }), {}, { a: 1 }, { a: 1, b: '' }],
  notValue: [text({ not: { enum: ['latest', ''] } }), 'latest', '', 'v1'],
  allOf: [fields(ab, { allOf: [{ required: ['a'] }, { properties: { a: { minimum: 2 }, b: { pattern: '^x' } } }] }), {}, { a: 1 }, { a: 2, b: 'x' }, { a: 2, b: 'y' }, { a: 2, c: 1 }],
  allOfDeep: [
    fields({ a: fields({ x: whole(), y: whole() }) }, { allOf: [{ properties: { a: { properties: { x: { maximum: 3 } } } } }] }),
    { a: { x: 1, y: 9 } }, { a: { x: 4 } },
  ],
  anyOfValue: [whole({ anyOf: [{ maximum: 1 }, { minimum: 5 }, { enum: [3] }] }), 0, 1, 2, 3, 4, 5],
  anyOfFormat: [text({ anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] }), '10.0.0.1', '::1', 'x'],
  nested: [fields(ab, { anyOf: [{ not: { required: ['a'] } }, { allOf: [{ required: ['b'] }, { properties: { b: { enum: ['x'] } } }] }] }), {}, { a: 1 }, { a: 1, b: 'x' }, { a: 1, b: 'y' }],

  date: [text({ format: 'date' }), '2026-02-28', '2026-02-31', 'x'],
  dateTime: [text({ format: 'date-time' }), '2026-02-28T10:00:00Z', '2026-02-28t10:00:00.123+01:00', '2026-02-28 10:00:00Z', '2026-02-28T25:00:00Z', '2026-02-28'],
  byte: [text({ format: 'byte' }), 'YQ==', 'YQ', 'a!'],
  ipv4: [text({ format: 'ipv4' }), '10.0.0.1', '10.0.0', '::1', '010.0.0.1'],
  ipv6: [text({ format: 'ipv6' }), '::1', '10.0.0.1', '::ffff:10.0.0.1', 'x'],
  cidr: [text({ format: 'cidr' }), '10.0.0.0/8', '10.0.0.1/8', '10.0.0.0', '::/0'],
  uuid: [text({ format: 'uuid' }), '123e4567-e89b-12d3-a456-426614174000', '123e4567e89b12d3a456426614174000', 'x'],
  uuid4: [text({ format: 'uuid4' }), '123e4567-e89b-42d3-a456-426614174000', '123e4567-e89b-12d3-a456-426614174000'],
  uri: [text({ format: 'uri' }), 'https://a.b/c', '/c', 'c', 'a:b', 'http://a b'],
  email: [text({ format: 'email' }), 'a@b.c', 'a.b+c@d', 'a', 'a@b-', '.a@b', 'A <a@b.c>'],
  hostname: [text({ format: 'hostname' }), 'a', 'a.b', 'a.bc', 'a-b.cd', '-a.bc', 'a-.bc', 'a..b', 'ä.de', 'a_b.cd', '1.2.3.44', 'a.b-c', 'a.b--c', 'a.', 'a-b', 'a--b'],
  mac: [text({ format: 'mac' }), '00:1a:2b:3c:4d:5e', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '00:1a:2b:3c:4d', '00:1a-2b:3c:4d:5e', '001a2b3c4d5e'],
  duration: [text({ format: 'duration' }), '1h', '1.5h', '1h30m', '-1s', '0', '3 days', '3days 4 hours', '5 parsecs', '1', 'h', '1 h', '.5s', '1d', '2wk'],
  colors: [fields({ a: text({ format: 'hexcolor' }), b: text({ format: 'rgbcolor' }) }), { a: '#fff' }, { a: 'abcdef' }, { a: '#ff' }, { b: 'rgb(1, 2,3)' }, { b: 'rgb(256,0,0)' }, { b: 'rgb(01,0,0)' }],
  others: [fields({ a: text({ format: 'ssn' }), b: text({ format: 'bsonobjectid' }), c: text({ format: 'password' }) }), { a: '123-45-6789' }, { a: '123' }, { b: '0123456789abcdef01234567' }, { b: 'x' }, { c: '' }],
  noFormat: [text({ format: 'nonsense' }), 'x'],

  cel: [fields(ab, rule('!has(self.a) || self.a > 1')), {}, { a: 1 }, { a: 2 }, { a: null }],
  celMissing: [fields(ab, rule('self.a > 1')), {}, { a: 1 }, { a: 2 }],
  celDefault: [fields({ a: whole({ default: 2 }) }, rule('self.a > 1')), {}, { a: 1 }],
  celNumber: [{ type: 'number', ...rule('self * 2.0 > 3.0') }, 1, 2, 1.6],
  celIntOrString: [{ 'x-kubernetes-int-or-string': true, ...rule("type(self) == int ? self < 10 : self.endsWith('%')") }, 9, 10, '10%', '10'],
  celText: [text(rule("self.startsWith('x') && self.size() < 4", "self.matches('^x[0-9]*$')")), 'x', 'y', 'x1', 'xaa', 'x1234'],
  celList: [{ type: 'array', maxItems: 9, items: text(), ...rule('self.all(x, self.exists_one(y, x == y))') }, [], ['a', 'b'], ['a', 'a']],
  celMap: [{ type: 'object', maxProperties: 5, additionalProperties: whole(), ...rule('self.all(key, self[key] > 0 && key.size() < 3)') }, {}, { a: 1 }, { a: 0 }, { 'a-b': 1 }, { abc: 1 }],
  celNames: [fields({ 'namespace': text(), 'a-b': text(), 'a.b/c': text(), 'x__y': text() }, rule(
    "!has(self.__namespace__) || self.__namespace__ == 'x'", "!has(self.a__dash__b) || self.a__dash__b == 'x'", "!has(self.a__dot__b__slash__c) || self.a__dot__b__slash__c == 'x'",
    "!has(self.x__underscores__y) || self.x__underscores__y == 'x'",
  )), {}, { namespace: 'x' }, { namespace: 'y' }, { 'a-b': 'y' }, { 'a.b/c': 'y' }, { x__y: 'y' }, { 'a-b': 'x', 'x__y': 'x' }],
  celTimes: [fields({ at: text({ format: 'date-time' }), every: text({ format: 'duration' }), day: text({ format: 'date' }) }, rule(
    "!has(self.at) || self.at < timestamp('2026-06-01T00:00:00Z')", "!has(self.every) || self.every <= duration('1h')", '!has(self.day) || self.day.getFullYear() == 2026',
  )), { at: '2026-05-01T00:00:00Z' }, { at: '2026-07-01T00:00:00Z' }, { every: '59m' }, { every: '61m' }, { every: '59 minutes' }, { every: '1 day' }, { day: '2026-01-01' }, { day: '2027-01-01' }],
  celNull: [fields({ a: whole({ nullable: true }) }, rule('!has(self.a) || self.a > 1')), { a: null }, { a: 1 }, { a: 2 }, {}],
  celNullInMap: [{ type: 'object', maxProperties: 5, additionalProperties: whole({ nullable: true }), ...rule('self.size() == 1') }, { a: null, b: 1 }, { a: 1 }, { a: 1, b: 2 }],
  celOptional: [fields(ab, rule('self.?a.orValue(5) > 3', "self.?b.orValue('x').size() > 0")), {}, { a: 3 }, { a: 4 }, { b: '' }],
  celChange: [fields(ab, rule('self.a == oldSelf.a')), { a: 1 }, {}],
  celChangeOptional: [fields(ab, rule({ rule: 'oldSelf.hasValue() || !has(self.a) || self.a == 1', optionalOldSelf: true })), { a: 1 }, { a: 2 }, {}],
  celBehindTypes: [fields(ab, rule('self.a > 1')), { a: 'x' }],
  celDeep: [fields({ a: { type: 'array', maxItems: 5, items: fields({ x: whole() }, rule('!has(self.x) || self.x > 0')) } }), { a: [{ x: 1 }] }, { a: [{ x: 1 }, { x: 0 }] }],
  celLibraries: [text(rule(
    "!isQuantity(self) || quantity(self).isLessThan(quantity('2Gi'))", '!isIP(self) || ip(self).family() == 4', "self.lowerAscii() != 'no'", "self.split(',').size() < 4",
  )), '1Gi', '3Gi', '10.0.0.1', '::1', 'No', 'a,b,c', 'a,b,c,d'],
  celBytes: [text({ format: 'byte', ...rule('size(self) <= 3', "self != b'abd'") }), 'YWJj', 'YWJk', 'YWJjZA=='],
  celSets: [{ 'type': 'array', 'maxItems': 5, 'items': text(), 'x-kubernetes-list-type': 'set', ...rule("self == ['a', 'b'] || self == ['c']") }, ['a', 'b'], ['b', 'a'], ['c'], ['d'], ['a']],
  celCharacters: [text(rule("self.substring(1).indexOf('b') == 0", "self.lastIndexOf('b') == 1", "self.indexOf('b', 1) == 1 && self.substring(0, 1).size() == 1")), '😀b', 'ab', 'bb', 'b', '😀b😀b'],
  celDistinct: [{ type: 'array', maxItems: 5, items: whole(), ...rule('self.distinct().size() == self.size()', 'sets.contains([1, 2, 3], self)') }, [1, 2], [1, 1], [4]],
  celFind: [text(rule(
    "self.find('[0-9]+') != '7'", "self.findAll('[0-9]+').size() < 3", "self.findAll('a*?b', 1) != ['aab']", "self.find('a|ab') != 'ab'", "self.find('(ab|a)b?') != 'ab'",
  )), 'a7', 'a77', '1 2 3', '1 2', 'xaab', 'aabaab', 'ab', 'a', 'x'],
  celUrls: [text(rule(
    "isURL(self) && url(self).getScheme() == 'https'", "url(self).getHost() == 'a.b:80'", "url(self).getHostname() == 'a.b'", "url(self).getPort() == '80'",
    "url(self).getEscapedPath() == '/c%20d'", "url(self).getQuery() == {'e': ['1', '2'], 'f g': ['']}",
  )), 'https://a.b:80/c%20d?e=1&e=2&f+g', 'https://a.b:80/c d?e=1&e=2&f%20g', 'HTTPS://a.b:80/c%20d?e=1&e=2&f+g=', 'https://a.b:80/c%20d?e=1&e=2', 'https://a.b:80/c%2', 'http://a.b:80/c%20d'],
  celIsUrl: [text(rule('isURL(self)')), 'https://a.b', '/a', 'a', 'a/b', 'mailto:a@b', ':a', '1a://b', 'http://a b', 'http://a/b c', 'http://[::1]:80/', 'http://a:b', '', 'a:', 'http://a/%zz', 'http://a/?%zz'],
  celSemver: [text(rule("isSemver(self) && semver(self).isLessThan(semver('1.2.3'))")), '1.2.2', '1.2.3', '1.2.3-rc.1', '1.2.3-rc.1+build', '1.2', 'v1.2.2', '01.2.2', '0.0.0-01'],
  celSemverOrder: [text(rule("semver(self).compareTo(semver('1.0.0-alpha.2')) > 0")), '1.0.0-alpha.1', '1.0.0-alpha.10', '1.0.0-alpha', '1.0.0-alpha.2.0', '1.0.0-beta', '1.0.0-1', '1.0.0-alpha.b'],
  celSemverNormal: [text(rule('isSemver(self, true) && semver(self, true).minor() == 2')), '1.2', 'v1.2.3', '01.02.3', '1.3', '1.2-rc', '2', 'vv1.2.3'],
};

/** What is noted instead of judged, since servers differ or nobody writes it. */
const UNREAD: ReadonlySet<string> = new Set([
  'celSets ["b","a"]',
  'email ".a@b"', 'email "A <a@b.c>"', 'hostname "1.2.3.44"', 'hostname "a.b-c"', 'hostname "a"', 'hostname "a.b--c"', 'hostname "ä.de"', 'hostname "a.b"', 'hostname "a-.bc"',
  'hostname "a-b"', 'hostname "a--b"', 'hostname "a."', 'mac "001a2b3c4d5e"',
]);

/** A schema made by chance: fields of an object, and combinations of what may be asked of them. */
function randomSchema(seed: number): Schema {
  const required = fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((names) => ({ required: names }));
  const values = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map((minimum) => ({ properties: { a: { minimum } } })),
    fc.constantFrom('x', 'y').map((one) => ({ properties: { b: { enum: [one, 'z'] } } })),
    fc.integer({ min: 0, max: 2 }).map((maxItems) => ({ properties: { c: { maxItems } } })),
    fc.constantFrom('^x', 'y$').map((pattern) => ({ properties: { b: { pattern } } })),
  );
  const { part } = fc.letrec<{ part: Schema }>((tie) => {
    const parts = fc.array(tie('part'), { minLength: 1, maxLength: 3 });
    return {
      part: fc.oneof(
        { depthSize: 'small' }, required, values, parts.map((anyOf) => ({ anyOf })), parts.map((oneOf) => ({ oneOf })), parts.map((allOf) => ({ allOf })), tie('part').map((not) => ({ not })),
      ),
    };
  });
  const whole_ = fc.record({ a: fc.constantFrom(whole(), whole({ default: 2 })), b: fc.constantFrom(text(), text({ nullable: true })), c: fc.constant({ type: 'array', items: whole() }) });
  const [schema] = fc.sample(fc.tuple(whole_, part).map(([properties, more]) => fields(properties, { allOf: [more] })), { numRuns: 1, seed });
  return schema;
}

const values = fc.record({
  a: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(null)),
  b: fc.constantFrom('x', 'y', 'z', 'xy', null),
  c: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
}, { requiredKeys: [] });

const RANDOM = Object.fromEntries(Array.from({ length: 60 }, (_, i) => (
  [`random${i}`, [randomSchema(i), ...fc.sample(values, { numRuns: 15, seed: i })] as const]
)));

function definition(plural: string, cases: Readonly<Record<string, readonly [Schema, ...unknown[]]>>): Schema {
  const properties = Object.fromEntries(Object.entries(cases).map(([name, [schema]]) => [name, schema]));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Cluster',
      names: { kind: plural.toUpperCase(), plural },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: fields({ spec: fields(properties) }) } }],
    },
  };
}

let passed = 0;
let failed = 0;

function check(holds: boolean, name: string, seen: unknown): void {
  if (holds) passed++;
  else failed++;
  if (!holds) console.log(`  FAIL ${name}: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
}

async function compare(cluster: Cluster, plural: string, cases: Readonly<Record<string, readonly [Schema, ...unknown[]]>>): Promise<void> {
  const crd = definition(plural, cases);
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const created = await cluster.request('POST', definitions, crd);
  check(created.status === 201, `the definition of ${plural} is taken`, created.body.message);
  if (created.status !== 201) return;
  try {
    const path = `/apis/${API_VERSION}/${plural}`;
    for (let i = 0; i < 100 && (await cluster.request('GET', path)).status !== 200; i++) await sleep(100);
    const [schema] = schemaFromCrd(crd);
    const answers = { taken: 0, refused: 0 };
    for (const [name, [, ...tried]] of Object.entries(cases)) {
      for (const value of tried) {
        const object = { apiVersion: API_VERSION, kind: plural.toUpperCase(), metadata: { name: 'a' }, spec: { [name]: value } };
        const { status, body } = await cluster.request('POST', path, object, { dryRun: 'All', fieldValidation: 'Strict' });
        const isTaken = status === 201;
        answers[isTaken ? 'taken' : 'refused']++;
        const { problems, notes = [] } = schema.check(object, celOfDefinitions);
        const said = `the API server ${isTaken ? 'takes it' : `refuses it (${status} ${body.message})`}, and here it is said: ${
          [...problems.map(({ message }) => message), ...notes.map((note) => `not read: ${note}`)].join('; ') || 'nothing'}`;
        const asked = `${name} ${JSON.stringify(value)}`;
        if (UNREAD.has(asked)) check(problems.length === 0 && notes.length > 0, asked, said);
        else check(notes.length === 0 && isTaken === (problems.length === 0), asked, said);
      }
    }
    check(answers.taken > 0 && answers.refused > 0, `some of ${plural} is taken and some is refused`, answers);
    console.log(`  ${plural}: ${answers.taken} values taken, ${answers.refused} refused`);
  } finally {
    await cluster.request('DELETE', `${definitions}/${plural}.${GROUP}`);
  }
}

async function main(): Promise<void> {
  const cluster = await startCluster(process.argv[2] === undefined ? undefined : minorNamed(process.argv[2]));
  if ('skipped' in cluster) {
    console.log(cluster.skipped);
    return;
  }
  try {
    console.log(`custom resources on ${cluster.version}`);
    await compare(cluster, 'givens', CASES);
    await compare(cluster, 'randoms', RANDOM);
  } finally {
    await cluster.stop();
  }
}

main().catch((error: Error) => {
  failed++;
  console.error(error.stack);
}).finally(() => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});
