import { quote } from './quote';

/** A container image as a manifest names it. */
export interface ImageReference {
  /** The registry as written, with its port; unset where Docker Hub is meant without being named. */
  readonly registry?: string;
  /** The repository as written, without the registry. */
  readonly repository: string;
  /** The tag; unset where `latest` is meant without being named. */
  readonly tag?: string;
  /** The digest with its algorithm: `sha256:…`. */
  readonly digest?: string;
  /** Where the image is pulled from: `nginx` comes from `library/nginx` of `docker.io`. */
  readonly normalized: { readonly registry: string; readonly repository: string };
  /** The reference as written. */
  readonly text: string;
}

/** Why a text is no image reference and what to write instead, as one line of a message. */
export interface ImageReferenceError {
  readonly error: string;
}

/**
 * Reads an image reference as the kubelet and the container runtimes do.
 * @see https://github.com/distribution/reference
 */
export function parseImageReference(text: string): ImageReference | ImageReferenceError {
  if (text === '') return { error: 'the image reference is empty; write registry/repository@sha256:digest' };
  if (text.trim() !== text) return { error: `${quote(text)} has white space around it; write the image reference alone` };
  if (/^[0-9a-f]{64}$/.test(text)) return { error: `${quote(text)} is a bare image id; write repository@sha256:digest` };

  const [beforeDigest, digest] = splitAt(text, text.indexOf('@'));
  const { problem, registry, repository, tag, normalized } = nameOf(beforeDigest);
  const error = problem ?? (digest === undefined ? undefined : digestProblem(digest));
  if (error !== undefined) return { error: `${quote(text)} is not an image reference: ${error}` };
  return { registry, repository, tag, digest, normalized, text };
}

/** What stands before the digest, and what is wrong with it. */
type Name = Pick<ImageReference, 'registry' | 'repository' | 'tag' | 'normalized'> & { readonly problem?: string };

/** The same name comes with many digests, so that it is read once; there are never many kept. */
function nameOf(text: string): Name {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = readName(text);
  if (text.length > LONGEST_NAME) return name;
  if (names.size >= MOST_NAMES) names.clear();
  names.set(text, name);
  return name;
}

const MOST_NAMES = 200;
const LONGEST_NAME = 500;
const names = new Map<string, Name>();

function readName(text: string): Name {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const registry = isRegistry(first) ? first : undefined;
  const rest = registry === undefined ? text : text.slice(slash + 1);
  const [repository, tag] = splitAt(rest, rest.indexOf(':'));
  const normalized = normalize(registry, repository);
  const problem = (registry === undefined ? undefined : registryProblem(registry))
    ?? repositoryProblem(repository, pathLength(normalized))
    ?? (tag === undefined ? undefined : tagProblem(tag));
  return { registry, repository, tag, normalized, problem };
}

/** Writes a reference from its parts, as written and not normalized. */
export function formatImageReference(parts: Pick<ImageReference, 'registry' | 'repository' | 'tag' | 'digest'>): string {
  const registry = parts.registry === undefined ? '' : `${parts.registry}/`;
  const tag = parts.tag === undefined ? '' : `:${parts.tag}`;
  const digest = parts.digest === undefined ? '' : `@${parts.digest}`;
  return registry + parts.repository + tag + digest;
}

const DIGEST_LENGTHS: ReadonlyMap<string, number> = new Map([['sha256', 64], ['sha384', 96], ['sha512', 128]]);
const MAX_REPOSITORY = 255;
const MAX_TAG = 128;

/** The first path component is a registry when no repository of Docker Hub could be called that. */
function isRegistry(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}

function normalize(registry: string | undefined, repository: string): ImageReference['normalized'] {
  if (registry !== undefined && registry !== 'docker.io' && registry !== 'index.docker.io') return { registry, repository };
  return { registry: 'docker.io', repository: repository.includes('/') ? repository : `library/${repository}` };
}

function registryProblem(registry: string): string | undefined {
  if (isHostAndPort(registry) || isPathComponent(registry)) return undefined;
  return `${quote(registry)} is not a registry; use a host name, or an IPv6 address in brackets, and maybe a port`;
}

/** Registries are few and come again with every image, so that each is looked at once; there are never many kept. */
function isHostAndPort(registry: string): boolean {
  let answer = hosts.get(registry);
  if (answer === undefined) {
    if (hosts.size >= MOST_HOSTS) hosts.clear();
    hosts.set(registry, answer = readsAsHostAndPort(registry));
  }
  return answer;
}

const MOST_HOSTS = 100;
const hosts = new Map<string, boolean>();

function readsAsHostAndPort(registry: string): boolean {
  const isBracketed = registry.startsWith('[');
  const [host, port] = splitAt(registry, registry.indexOf(':', isBracketed ? registry.indexOf(']') : 0));
  if (port !== undefined && !/^[0-9]+$/.test(port)) return false;
  return isBracketed ? /^\[[0-9a-fA-F:]+\]$/.test(host) : host.split('.').every(isHostLabel);
}

/** The grammar counts a host with an underscore, such as Compose makes, as part of the path; runtimes pull from it all the same. */
function pathLength({ registry, repository }: ImageReference['normalized']): number {
  return isHostAndPort(registry) ? repository.length : registry.length + 1 + repository.length;
}

function repositoryProblem(repository: string, length: number): string | undefined {
  if (repository === '') return 'the repository is missing; write a name such as acme/api';
  if (length > MAX_REPOSITORY) return `its repository has ${length} characters; use at most ${MAX_REPOSITORY}`;
  if (/[A-Z]/.test(repository)) return `the repository has upper case; write ${quote(repository.toLowerCase())}`;
  const wrong = repository.split('/').find((component) => !isPathComponent(component));
  if (wrong === undefined) return undefined;
  if (wrong === '') return 'a component of the repository is empty; write one \'/\' between components';
  return `${quote(wrong)} is not a repository component; use lower case letters and digits, joined by '.', '_', '__' or '-'`;
}

function tagProblem(tag: string): string | undefined {
  if (tag === '') return 'the tag is empty; write one after \':\' or leave the \':\' out';
  if (tag.length > MAX_TAG) return `its tag has ${tag.length} characters; use at most ${MAX_TAG}`;
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(tag)) return undefined;
  return `${quote(tag)} is not a tag; use letters, digits, '_', '.' and '-', starting with a letter, a digit or '_'`;
}

function digestProblem(digest: string): string | undefined {
  const [algorithm, hex] = splitAt(digest, digest.indexOf(':'));
  const length = DIGEST_LENGTHS.get(algorithm);
  if (length === undefined) return `${quote(algorithm)} is not a digest algorithm; write sha256:, sha384: or sha512:`;
  if (hex?.length !== length) return `its ${algorithm} digest has ${hex?.length ?? 0} characters; write all ${length}`;
  return /^[0-9a-f]+$/.test(hex) ? undefined : `its ${algorithm} digest is not hexadecimal; use 0-9 and lower case a-f`;
}

/** Runs of lower case letters and digits, joined by one '.', one or two '_', or any number of '-'. */
function isPathComponent(component: string): boolean {
  return /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(component);
}

function isHostLabel(label: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

/** Splits around the character at an index; a negative index leaves the text whole. */
function splitAt(text: string, index: number): [string, string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
