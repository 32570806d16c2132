import fc from 'fast-check';
import { formatImageReference, ImageReference, parseImageReference } from '../../src/manifest/image-reference';
import { ends } from '../ends';

const HEX64 = '0123456789abcdef'.repeat(4);
const SHA256 = `sha256:${HEX64}`;
const SHA384 = `sha384:${HEX64}${HEX64.slice(32)}`;
const SHA512 = `sha512:${HEX64}${HEX64}`;
const x = (length: number) => 'x'.repeat(length);

function read(text: string): ImageReference {
  const reference = parseImageReference(text);
  if ('error' in reference) throw new Error(reference.error);
  return reference;
}

describe('reading', () => {
  // Text, registry and repository as written, tag, digest, registry and repository to pull from. Every row was compared with
  // ParseNormalizedNamed of github.com/distribution/reference 0.6.0.
  const accepted: [string, string | undefined, string, string | undefined, string | undefined, string, string][] = [
    ['nginx', undefined, 'nginx', undefined, undefined, 'docker.io', 'library/nginx'],
    ['nginx:1.29', undefined, 'nginx', '1.29', undefined, 'docker.io', 'library/nginx'],
    ['acme/api', undefined, 'acme/api', undefined, undefined, 'docker.io', 'acme/api'],
    ['docker.io/nginx', 'docker.io', 'nginx', undefined, undefined, 'docker.io', 'library/nginx'],
    ['index.docker.io/nginx', 'index.docker.io', 'nginx', undefined, undefined, 'docker.io', 'library/nginx'],
    ['docker.io/library/nginx', 'docker.io', 'library/nginx', undefined, undefined, 'docker.io', 'library/nginx'],
    [`nginx@${SHA256}`, undefined, 'nginx', undefined, SHA256, 'docker.io', 'library/nginx'],
    [`ghcr.io/acme/api:v1@${SHA256}`, 'ghcr.io', 'acme/api', 'v1', SHA256, 'ghcr.io', 'acme/api'],
    [`a.b/c@${SHA384}`, 'a.b', 'c', undefined, SHA384, 'a.b', 'c'],
    [`a.b/c@${SHA512}`, 'a.b', 'c', undefined, SHA512, 'a.b', 'c'],
    ['localhost/api', 'localhost', 'api', undefined, undefined, 'localhost', 'api'],
    ['localhost:5000/api:v1', 'localhost:5000', 'api', 'v1', undefined, 'localhost:5000', 'api'],
    ['localhost:5000', undefined, 'localhost', '5000', undefined, 'docker.io', 'library/localhost'],
    ['registry:5000/api', 'registry:5000', 'api', undefined, undefined, 'registry:5000', 'api'],
    ['10.0.0.1:5000/api', '10.0.0.1:5000', 'api', undefined, undefined, '10.0.0.1:5000', 'api'],
    ['[::1]/api', '[::1]', 'api', undefined, undefined, '[::1]', 'api'],
    ['[2001:DB8::1]:5000/api:v1', '[2001:DB8::1]:5000', 'api', 'v1', undefined, '[2001:DB8::1]:5000', 'api'],
    ['Registry/api', 'Registry', 'api', undefined, undefined, 'Registry', 'api'],
    ['xn--n3h.com/myimage:xn--n3h.com', 'xn--n3h.com', 'myimage', 'xn--n3h.com', undefined, 'xn--n3h.com', 'myimage'],
    ['foo_bar.com/api', 'foo_bar.com', 'api', undefined, undefined, 'foo_bar.com', 'api'],
    ['a/b_c__d-e---f.g', undefined, 'a/b_c__d-e---f.g', undefined, undefined, 'docker.io', 'a/b_c__d-e---f.g'],
    [`a:${x(128)}`, undefined, 'a', x(128), undefined, 'docker.io', 'library/a'],
    [`a.b/${x(255)}`, 'a.b', x(255), undefined, undefined, 'a.b', x(255)],
    ['a:_', undefined, 'a', '_', undefined, 'docker.io', 'library/a'],
    [`${HEX64}:v1`, undefined, HEX64, 'v1', undefined, 'docker.io', `library/${HEX64}`],
  ];
  it.each(accepted)('reads %p', (text, registry, repository, tag, digest, fromRegistry, fromRepository) => {
    expect(parseImageReference(text)).toEqual({
      registry, repository, tag, digest, text, normalized: { registry: fromRegistry, repository: fromRepository },
    });
    expect(formatImageReference(read(text))).toBe(text);
  });

  const refused: [string, RegExp][] = [
    ['', /empty/],
    [' nginx', /white space/],
    ['nginx\n', /white space/],
    [HEX64, /bare image id/],
    ['Nginx', /upper case; write 'nginx'/],
    ['acme/Api:v1', /upper case; write 'acme\/api'/],
    ['ghcr.io/Acme/api', /upper case/],
    ['https://ghcr.io/acme/api', /'https:' is not a registry/],
    ['nginx:1.29/api', /'nginx:1.29' is not a registry/],
    ['-a.b/c', /not a registry/],
    ['a..b/c', /not a registry/],
    ['[::1/c', /not a registry/],
    ['[::1%eth0]/c', /not a registry/],
    ['a.b:/c', /not a registry/],
    ['foo_bar.com:80/c', /not a registry/],
    ['a.b/', /repository is missing/],
    [':v1', /repository is missing/],
    [`@${SHA256}`, /repository is missing/],
    ['/a', /component of the repository is empty/],
    ['a//b', /component of the repository is empty/],
    ['a/', /component of the repository is empty/],
    ['a/-b', /'-b' is not a repository component/],
    ['a/b..c', /'b..c' is not a repository component/],
    ['a/b___c', /'b___c' is not a repository component/],
    ['a b', /'a b' is not a repository component/],
    ['é', /'é' is not a repository component/],
    [`a.b/${x(256)}`, /256 characters; use at most 255/],
    [x(248), /256 characters; use at most 255/],
    ['a:', /tag is empty/],
    ['a:-v1', /'-v1' is not a tag/],
    ['a:v1:v2', /'v1:v2' is not a tag/],
    ['a:v1+build', /'v1\+build' is not a tag/],
    [`a:${x(129)}`, /129 characters; use at most 128/],
    ['a@', /'' is not a digest algorithm/],
    ['a@v1', /'v1' is not a digest algorithm/],
    [`a@SHA256:${HEX64}`, /'SHA256' is not a digest algorithm/],
    [`a@md5:${HEX64.slice(32)}`, /'md5' is not a digest algorithm/],
    ['a@sha256:', /has 0 characters; write all 64/],
    ['a@sha256', /has 0 characters; write all 64/],
    ['a@sha256:abc', /has 3 characters; write all 64/],
    [`a@sha256:${HEX64.toUpperCase()}`, /not hexadecimal/],
    [`a@${SHA256}@${SHA256}`, /has 136 characters/],
    ['${IMAGE}', /upper case/],
    ['{{ .Values.image }}', /'\{\{ .Values.image \}\}' is not an image reference/],
  ];
  it.each(refused)('refuses %p', (text, message) => {
    const answer = parseImageReference(text);
    expect(answer).toEqual({ error: expect.stringMatching(message) });
    expect((answer as { error: string }).error).not.toContain('\n');
  });

  it('never throws, whatever the text, and answers on one line', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'ab0.:/@-_[]AB') })), (text) => {
      const answer = parseImageReference(text);
      if ('error' in answer) expect(answer.error).not.toMatch(/[\n\r\u2028\u2029]/);
      else expect(formatImageReference(answer)).toBe(text);
    }), { numRuns: 2000 });
  });

  it.each(['a', 'A', '-', '_', '.', '/', ':', '@', 'a/', 'a.', 'a-', '[', '[:', 'sha256:', '0'])('takes time in proportion to a million of %p', (unit) => {
    const long = unit.repeat(Math.ceil(1_000_000 / unit.length));
    for (const text of [long, `${long}!`, `a.b/${long}!`, `a:${long}!`, `a@${long}!`, `a.${long}!/b`, `a.b:${long}!/c`]) ends(() => parseImageReference(text));
  });
});

describe('parts', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abz09'), minLength: 1, maxLength: 6 });
  const component = fc.tuple(word, fc.constantFrom('.', '_', '__', '-', '---'), word).map((parts) => parts.join(''));
  const registry = fc.oneof(fc.constantFrom('localhost', 'localhost:5000', '[::1]:80', 'docker.io', 'index.docker.io'), word.map((name) => `${name}.io`));
  const references = fc.record({
    registry: fc.option(registry, { nil: undefined }),
    repository: fc.array(component, { minLength: 1, maxLength: 4 }).map((components) => components.join('/')),
    tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: undefined }),
    digest: fc.option(fc.constantFrom(SHA256, SHA384, SHA512), { nil: undefined }),
  }).filter(({ registry: host, repository }) => host !== undefined || !/^[^/]*\.[^/]*\//.test(repository));

  it('come back as they were written', () => {
    fc.assert(fc.property(references, (parts) => {
      expect(read(formatImageReference(parts))).toMatchObject(parts);
    }));
  });

  it('are normalized once', () => {
    fc.assert(fc.property(references, (parts) => {
      const { normalized } = read(formatImageReference(parts));
      expect(read(formatImageReference(normalized)).normalized).toEqual(normalized);
    }));
  });
});
