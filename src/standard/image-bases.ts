import { debugProblem, DISTROLESS, ImageName } from './images';

/** A family of images that hold a program and little else. */
export interface MinimalFamily {
  readonly name: string;
  /** What `registry/repository:tag` looks like. */
  readonly pattern: RegExp;
  /** Whether its maker says that there is no shell in any of them. */
  readonly shellFree: boolean;
  readonly source: string;
}

/** Families that are recognised by their names. What is built from them carries another name: of the images of applications nothing follows. */
export const MINIMAL_FAMILIES: readonly MinimalFamily[] = [
  {
    name: 'distroless',
    pattern: /^gcr\.io\/distroless\/[^/:]+(?::|$)/,
    shellFree: true,
    source: 'https://github.com/GoogleContainerTools/distroless',
  },
  {
    name: 'Chainguard',
    pattern: /^cgr\.dev\/[^/:]+\/(?:static|glibc-dynamic|cc-dynamic|node|python|jre)(?::|$)/,
    shellFree: true,
    source: 'https://edu.chainguard.dev/chainguard/chainguard-images/about/differences-development-production/',
  },
  {
    name: 'Chainguard',
    // These are there to bring a shell or a package manager.
    pattern: /^cgr\.dev\/[^/:]+\/(?!(?:wolfi-base|chainguard-base|busybox|bash|git|apko|melange|sdk)(?::|$))/,
    shellFree: false,
    source: 'https://edu.chainguard.dev/chainguard/chainguard-images/about/differences-development-production/',
  },
  { name: 'Docker Hardened Images', pattern: /^dhi\.io\/[^/:]+(?::|$)/, shellFree: false, source: 'https://docs.docker.com/dhi/how-to/use/' },
  {
    name: '.NET chiselled and distroless',
    pattern: /^mcr\.microsoft\.com\/dotnet\/(?:runtime-deps|runtime|aspnet):[^:]*-(?:chiseled|distroless)(?:-|$)/,
    shellFree: true,
    source: 'https://github.com/dotnet/dotnet-docker/blob/main/documentation/distroless.md',
  },
  {
    name: 'Azure Linux distroless',
    pattern: /^mcr\.microsoft\.com\/azurelinux\/distroless\/(?:minimal|base)(?::|$)/,
    shellFree: true,
    source: 'https://learn.microsoft.com/en-us/azure/azure-linux/container-images-overview',
  },
  {
    name: 'UBI micro',
    pattern: /^registry\.(?:access\.)?redhat\.(?:com|io)\/(?:ubi(?:8|9|10)\/ubi-micro|ubi(?:8|9|10)-micro)(?::|$)/,
    shellFree: false,
    source: 'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/10/html/building_running_and_managing_containers/understanding-the-ubi-micro-images',
  },
  { name: 'pause', pattern: /^registry\.k8s\.io\/pause(?::|$)/, shellFree: true, source: 'https://github.com/kubernetes/kubernetes/tree/master/build/pause' },
];

/** What stands in for a base with a shell and a package manager. */
export interface FatBase {
  /** Names in full, without tag; the official images of Docker Hub also under the names of its mirrors. */
  readonly names: readonly string[];
  /** What is built for the same purpose, without. */
  readonly instead: string;
}

const distroless = (image: string): string => `${DISTROLESS.registry}/${image}-${DISTROLESS.distribution}:nonroot`;
const official = (...names: readonly string[]): string[] => names.map((name) => `docker.io/library/${name}`);

/**
 * Distributions and language images that bring a shell, and most of them a package manager, in every variant. To build in them is what they are for.
 *
 * @see https://github.com/docker-library/official-images/tree/master/library
 */
export const FAT_BASES: readonly FatBase[] = [
  {
    names: [
      ...official(
        'almalinux', 'alpine', 'alt', 'amazonlinux', 'archlinux', 'bash', 'buildpack-deps', 'busybox', 'clearlinux', 'debian', 'fedora', 'mageia',
        'oraclelinux', 'photon', 'rockylinux', 'sl', 'ubuntu',
      ),
      'public.ecr.aws/amazonlinux/amazonlinux', 'public.ecr.aws/debian/debian', 'public.ecr.aws/ubuntu/ubuntu', 'docker.io/bitnami/minideb',
      'docker.io/rockylinux/rockylinux', 'docker.io/opensuse/leap', 'docker.io/opensuse/tumbleweed', 'quay.io/centos/centos', 'quay.io/fedora/fedora',
      'quay.io/rockylinux/rockylinux', 'quay.io/almalinuxorg/almalinux', 'registry.fedoraproject.org/fedora',
      'mcr.microsoft.com/azurelinux/base/core', 'cgr.dev/chainguard/wolfi-base', 'cgr.dev/chainguard/busybox', 'cgr.dev/chainguard/bash',
      ...['8', '9', '10'].flatMap((major) => ['access.redhat.com', 'redhat.io'].flatMap((host) => [
        ...['', '/ubi', '/ubi-minimal', '/ubi-init', '-minimal', '-init'].map((rest) => `registry.${host}/ubi${major}${rest}`),
      ])),
    ],
    instead: distroless('static'),
  },
  { names: official('node'), instead: distroless('nodejs24') },
  { names: official('python', 'pypy'), instead: distroless('python3') },
  {
    names: official('amazoncorretto', 'eclipse-temurin', 'gradle', 'groovy', 'ibm-semeru-runtimes', 'maven', 'sapmachine'),
    instead: distroless('java25'),
  },
  { names: official('golang', 'haskell', 'rust', 'swift'), instead: distroless('static') },
  { names: official('gcc'), instead: distroless('cc') },
  { names: ['mcr.microsoft.com/dotnet/sdk'], instead: 'mcr.microsoft.com/dotnet/aspnet with a tag that ends in -chiseled' },
  {
    names: official('clojure', 'dart', 'elixir', 'erlang', 'julia', 'perl', 'php', 'r-base', 'ruby', 'swipl'),
    instead: `an image of your own on ${distroless('base')}`,
  },
];

/** The annotation of a pod by which an author says what an image is built from: of all containers, or of one with `.<container>` behind it. */
export const BASE_IMAGE_ANNOTATION = 'cdk8s-hardened/base-image';

/** How much the name of an image says about its base. An image of an application says nothing: its base shows in evidence alone. */
export type BaseOutcome =
  | { readonly outcome: 'fat'; readonly instead: string }
  | { readonly outcome: 'recognised'; readonly family: MinimalFamily }
  | { readonly outcome: 'unknown' };

/** What a name says about the base of an image; never more than it says. */
export function baseOf(image: ImageName): BaseOutcome {
  if (!REGISTRIES_OF_BASES.has(image.registry)) return { outcome: 'unknown' };
  const name = officialName(image);
  const instead = FAT.get(name);
  if (instead !== undefined) return { outcome: 'fat', instead };
  if (!FAMILY_REGISTRIES.has(image.registry)) return { outcome: 'unknown' };
  const dotnet = dotnetProblem(name, image.tag);
  if (dotnet !== undefined) return { outcome: 'fat', instead: dotnet };
  if (debugProblem(image) !== undefined) return { outcome: 'unknown' };
  const text = image.tag === undefined ? name : `${name}:${image.tag}`;
  const family = MINIMAL_FAMILIES.find(({ pattern }) => pattern.test(text));
  return family === undefined ? { outcome: 'unknown' } : { outcome: 'recognised', family };
}

/** Where the minimal families live: of what comes from elsewhere nothing is known. */
const FAMILY_REGISTRIES: ReadonlySet<string> = new Set([
  'gcr.io', 'cgr.dev', 'dhi.io', 'mcr.microsoft.com', 'registry.access.redhat.com', 'registry.redhat.io', 'registry.k8s.io',
]);

const FAT: ReadonlyMap<string, string> = new Map(FAT_BASES.flatMap(({ names, instead }) => names.map((name): [string, string] => [name, instead])));

/** Mirrors that serve the official images of Docker Hub under their names. */
const MIRRORS = ['public.ecr.aws/docker/library/', 'mirror.gcr.io/library/', 'registry.hub.docker.com/library/', 'mcr.microsoft.com/mirror/docker/library/'];

const REGISTRIES_OF_BASES: ReadonlySet<string> = new Set([...FAMILY_REGISTRIES, ...[...FAT.keys(), ...MIRRORS].map((name) => name.split('/')[0])]);

function officialName({ registry, repository }: ImageName): string {
  const name = `${registry}/${repository}`;
  const mirror = MIRRORS.find((beginning) => name.startsWith(beginning));
  return mirror === undefined ? name : `docker.io/library/${name.slice(mirror.length)}`;
}

/** The runtime images of .NET: minimal by their tag alone. Without a tag nothing is known. */
function dotnetProblem(name: string, tag: string | undefined): string | undefined {
  if (!/^mcr\.microsoft\.com\/dotnet\/(?:runtime-deps|runtime|aspnet)$/.test(name) || tag === undefined) return undefined;
  // Windows images have no variant without a shell.
  return /-(?:chiseled|distroless)(?:-|$)|nanoserver|windowsservercore/.test(tag) ? undefined : `${name} with a tag that ends in -chiseled`;
}
