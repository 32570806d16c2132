import fc from 'fast-check';
import {
  annotationKeyProblem, configKeyProblem, envVarNameProblem, labelKeyProblem, labelValueProblem, pathSegmentProblem,
  portNameProblem, portNumberProblem, portProblem, relaxedEnvVarNameProblem, rfc1035LabelProblem, rfc1123LabelProblem, rfc1123SubdomainProblem,
} from '../../src/manifest/name';
import { ends } from '../ends';

const x = (length: number) => 'x'.repeat(length);
const labels = (lengths: number[]) => lengths.map(x).join('.');

// The same verdicts as k8s.io/apimachinery/pkg/util/validation 0.37.2 gives.
const verdicts: [string, (text: string) => string | undefined, string[], string[]][] = [
  ['an RFC 1123 label', rfc1123LabelProblem,
    ['a', '0', 'a-b', 'a--b', '123-abc', x(63)],
    ['', '-', '-a', 'a-', 'A', 'a.b', 'a_b', 'a b', 'é', 'a\n', x(64), 'Bad_Name']],
  ['an RFC 1123 subdomain', rfc1123SubdomainProblem,
    ['a', 'a.b', '0.1', 'a-b.c--d', x(253), labels([63, 63, 63, 61])],
    ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'A.b', 'a_b', x(254), 'a\n']],
  ['an RFC 1035 label', rfc1035LabelProblem,
    ['a', 'a1', 'a-b', x(63)],
    ['', '1a', '-a', 'a-', 'A', 'a.b', x(64), 'a\n']],
  ['a part of a path', pathSegmentProblem,
    ['a', 'system:x', 'The Shop', '...', 'a.b', x(300)],
    ['/', 'a/b', 'a%2Fb', '.', '..']],
  ['a label key', labelKeyProblem,
    ['a', 'A_b.c-d', 'app.kubernetes.io/name', '9', `a/${x(63)}`, `${x(253)}/a`],
    ['', '/', '/a', 'a/', 'a/b/c', 'A.b/c', '_a', 'a_', x(64), `${x(254)}/a`, 'a b', 'é/a', 'a/é']],
  ['an annotation key', annotationKeyProblem,
    ['a', 'Example.COM/Key', 'a.b/c_d'],
    ['', '/a', 'a/b/c', 'A_B/c', 'a/', 'a/-']],
  ['a label value', labelValueProblem,
    ['', 'a', 'A', '1.2_3-4', x(63)],
    ['-a', 'a-', '.', 'a b', 'a/b', 'a:b', x(64), 'a\n']],
  ['a port name', portNameProblem,
    ['http', 'h2', '8080a', 'a-b', x(15)],
    ['', 'HTTP', '80', 'a--b', '-a', 'a-', 'a_b', 'a.b', x(16)]],
  ['an environment variable name', envVarNameProblem,
    ['A', '_', 'my.env-name', '-', '.a', 'a..b'],
    ['', '1A', 'A=B', 'A B', '.', '..', '..a', 'é', 'A\n']],
  ['a relaxed environment variable name', relaxedEnvVarNameProblem,
    ['1A', 'A B', '!', '~', '..'],
    ['', 'A=B', 'é', '\t', '\x7f', 'A\n']],
  ['a key of a ConfigMap', configKeyProblem,
    ['a', 'KEY_NAME', '.dockerconfigjson', '-', '...'.slice(0, 1) + 'a', x(253)],
    ['', '.', '..', '..a', 'a/b', 'a b', x(254), 'a\n']],
];

describe.each(verdicts)('%s', (_, problem, accepted, refused) => {
  it.each(accepted)('may be %p', (text) => {
    expect(problem(text)).toBeUndefined();
  });

  it.each(refused)('is not %p', (text) => {
    expect(problem(text)).toMatch(/^'.* is not an? .+; (use|before) [^\n]+$/);
  });

  it('never throws and always answers on one line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      // eslint-disable-next-line no-control-regex
      expect(problem(text) ?? '').not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    }));
  });

  it.each(['a', 'A', '-', '.', 'a.', 'a-', '/', '1', '\n', '\u0000'])('takes time in proportion to a million of %p', (unit) => {
    expect(ends(() => problem(`${unit.repeat(1_000_000)}!`))?.length ?? 0).toBeLessThan(1200);
  });
});

describe('a port number', () => {
  it.each([1, 80, 65535])('may be %p', (port) => {
    expect(portNumberProblem(port)).toBeUndefined();
  });

  it.each([0, -1, 65536, 1.5, NaN, Infinity])('is not %p', (port) => {
    expect(portNumberProblem(port)).toBe(`${port} is not a port number; use a whole number from 1 to 65535`);
  });
});

it('is a number or a name', () => {
  expect([80, 'http'].map(portProblem)).toEqual([undefined, undefined]);
  expect(portProblem(0)).toBe(portNumberProblem(0));
  expect(portProblem('80')).toBe(portNameProblem('80'));
});

it('says what to write instead', () => {
  expect(rfc1123LabelProblem('Bad_Name')).toBe(
    "'Bad_Name' is not an RFC 1123 label; use lower case letters, digits and '-', at most 63, starting and ending with a letter or digit",
  );
  expect(labelKeyProblem('a/b/c')).toContain("'a/b/c' is not a label key");
});
