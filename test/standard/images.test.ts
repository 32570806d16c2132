import fc from 'fast-check';
import { parseImageReference } from '../../src/manifest/image-reference';
import { baseOf, FAT_BASES, MINIMAL_FAMILIES } from '../../src/standard/image-bases';
import { DISTROLESS, ImageName, imageProblem, RETIRED_IMAGES } from '../../src/standard/images';

function image(text: string): ImageName {
  const reference = parseImageReference(text);
  if ('error' in reference) throw new Error(reference.error);
  return { ...reference.normalized, tag: reference.tag, digest: reference.digest };
}

it.each([
  ['nginx', "has neither tag nor digest, which means ':latest'; add a version and a digest"],
  ['nginx:latest', "tag 'latest' names another image tomorrow; use a version and a digest"],
  ['gcr.io/distroless/static-debian13:debug', "tag 'debug' of a distroless image brings a shell; use 'nonroot'"],
  ['cgr.dev/acme/node:24-dev', "tag '24-dev' brings a shell and a package manager; use the variant without '-dev'"],
  ['dhi.io/node:24-alpine3.22-sdk', "tag '24-alpine3.22-sdk' brings a shell and a package manager; use the variant without '-sdk'"],
  ['k8s.gcr.io/pause:3.6', "'k8s.gcr.io/' is no longer updated; use 'registry.k8s.io/'"],
  ['gcr.io/distroless/cc-debian12:nonroot', "'distroless/cc-debian12' is past its end of life; use 'cc-debian13'"],
])('says what is wrong with %s', (text, problem) => {
  expect(imageProblem(image(text))).toBe(problem);
});

it.each(DISTROLESS.images.map((name) => `gcr.io/distroless/${name}-debian13:nonroot`))('finds nothing wrong with %s, and recognises it', (text) => {
  expect(imageProblem(image(text))).toBeUndefined();
  expect(baseOf(image(text))).toMatchObject({ outcome: 'recognised', family: { name: 'distroless', shellFree: true } });
});

it.each([
  ['cgr.dev/chainguard/static:latest', 'Chainguard', true],
  ['cgr.dev/acme/postgres:17', 'Chainguard', false],
  ['dhi.io/python:3.13', 'Docker Hardened Images', false],
  ['mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra', '.NET chiselled and distroless', true],
  ['mcr.microsoft.com/dotnet/runtime:10.0-azurelinux3.0-distroless', '.NET chiselled and distroless', true],
  ['mcr.microsoft.com/azurelinux/distroless/base:3.0', 'Azure Linux distroless', true],
  ['registry.access.redhat.com/ubi10/ubi-micro:10.0', 'UBI micro', false],
  ['registry.k8s.io/pause:3.10', 'pause', true],
])('recognises %s', (text, name, shellFree) => {
  expect(baseOf(image(text))).toMatchObject({ outcome: 'recognised', family: { name, shellFree } });
});

it.each([
  'ghcr.io/acme/api:1', 'nginx:1.29', 'registry.acme.com/node:24', 'acme/ubuntu:1', 'ghcr.io/distroless/static', 'gcr.io/distroless-evil/static:1',
  'gcr.io/distroless/static-debian13:debug', 'cgr.dev/chainguard/node:latest-dev', 'cgr.dev/acme/wolfi-base:1',
  'mcr.microsoft.com/dotnet/aspnet', 'mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025', 'mcr.microsoft.com/azurelinux/distroless/debug:3.0',
])('knows nothing of %s', (text) => {
  expect(baseOf(image(text))).toEqual({ outcome: 'unknown' });
});

it.each([
  'ubuntu:24.04', 'docker.io/library/alpine', 'node:24-slim', 'mirror.gcr.io/library/python:3.13', 'mcr.microsoft.com/dotnet/aspnet:10.0',
  'mcr.microsoft.com/dotnet/sdk:10.0', 'registry.redhat.io/ubi8/ubi', 'registry.access.redhat.com/ubi9-minimal', 'quay.io/centos/centos:stream10',
])('knows %s for a base to build in, and what to use instead', (text) => {
  expect(baseOf(image(text))).toEqual({ outcome: 'fat', instead: expect.stringMatching(/distroless|chiseled/) });
});

it('names each base once, in full, and never as minimal', () => {
  const names = FAT_BASES.flatMap((base) => base.names);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    const { registry, repository } = image(name);
    expect(`${registry}/${repository}`).toBe(name);
    expect(MINIMAL_FAMILIES.filter(({ pattern }) => pattern.test(name))).toEqual([]);
  }
});

it('points nobody to a name that is retired itself', () => {
  for (const { instead } of [...Object.values(RETIRED_IMAGES), ...FAT_BASES]) {
    for (const retired of Object.keys(RETIRED_IMAGES)) expect(instead.startsWith(retired)).toBe(false);
  }
});

it('says one thing at most of any reference', () => {
  const part = fc.constantFrom('gcr.io', 'distroless', 'static', 'debian13', 'debian12', 'debug', 'dev', 'node', 'cgr.dev', 'dhi.io', 'library', 'latest', ':', '/', '-', '@');
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
    const reference = parseImageReference(parts.join(''));
    if ('error' in reference) return;
    const name = { ...reference.normalized, tag: reference.tag, digest: reference.digest };
    const base = baseOf(name);
    const problem = imageProblem(name);
    if (base.outcome === 'recognised') expect(problem ?? '').not.toMatch(/shell/);
    expect(problem ?? 'x; y').toMatch(/^[^\n]+; [^\n]+$/);
  }), { numRuns: 2000 });
});
