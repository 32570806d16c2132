/**
 * The distroless images that are built today.
 *
 * @see https://github.com/GoogleContainerTools/distroless (2026-08-21, README and SUPPORT_POLICY)
 */
export const DISTROLESS = {
  registry: 'gcr.io/distroless',
  distribution: 'debian13',
  images: ['static', 'base', 'base-nossl', 'cc', 'java-base', 'java17', 'java21', 'java25', 'nodejs22', 'nodejs24', 'nodejs26', 'python3'] as readonly string[],
  /** Images of the distribution before, past their stated end of life in September 2026. */
  retiredDistributions: ['debian12', 'debian11', 'debian10', 'debian9'] as readonly string[],
} as const;

/** Names that are no longer served or updated, with what to use instead: `registry/repository`, or its beginning where it ends in a slash. */
export const RETIRED_IMAGES: Readonly<Record<string, { readonly instead: string; readonly source: string }>> = {
  'k8s.gcr.io/': { instead: 'registry.k8s.io/', source: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/' },
  'gcr.io/google-containers/': { instead: 'registry.k8s.io/', source: 'https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/' },
  'gcr.io/google_containers/': { instead: 'registry.k8s.io/', source: 'https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/' },
  'gcr.io/k8s-artifacts-prod/': { instead: 'registry.k8s.io/', source: 'https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/' },
  'gcr.io/kubebuilder/': { instead: 'quay.io/brancz/kube-rbac-proxy', source: 'https://github.com/kubernetes-sigs/kubebuilder/discussions/3907' },
  'docker.pkg.github.com/': {
    instead: 'ghcr.io/',
    source: 'https://docs.github.com/en/packages/working-with-a-github-packages-registry/migrating-to-the-container-registry-from-the-docker-registry',
  },
  'docker.io/bitnamilegacy/': { instead: 'an image that its project maintains', source: 'https://github.com/bitnami/charts/issues/35164' },
  'docker.io/library/openjdk': { instead: 'gcr.io/distroless/java25-debian13', source: 'https://github.com/docker-library/openjdk/issues/505' },
  'docker.io/library/centos': { instead: 'gcr.io/distroless/base-debian13', source: 'https://hub.docker.com/_/centos' },
};

/** Parts of a reference that the checks of its wording need. */
export interface ImageName {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What is wrong with an image, and what to write instead; one line together. */
export interface ImageProblem {
  readonly what: string;
  readonly instead: string;
}

/** What is wrong with an image by its name alone, with what to write instead, or undefined. */
export function imageProblem(image: ImageName): string | undefined {
  const problem = floatingProblem(image) ?? debugProblem(image) ?? retiredProblem(image);
  return problem === undefined ? undefined : `${problem.what}; ${problem.instead}`;
}

/** A tag that names another image tomorrow. */
export function floatingProblem({ tag, digest }: Pick<ImageName, 'tag' | 'digest'>): ImageProblem | undefined {
  if (digest !== undefined) return undefined;
  if (tag === undefined) return { what: "has neither tag nor digest, which means ':latest'", instead: 'add a version and a digest' };
  return tag.split('-').includes('latest') ? { what: `tag '${tag}' names another image tomorrow`, instead: 'use a version and a digest' } : undefined;
}

/** A variant with a shell or a package manager in an image family that has none. */
export function debugProblem({ registry, repository, tag }: ImageName): ImageProblem | undefined {
  if (!REGISTRIES_WITH_DEBUG.has(registry)) return undefined;
  const name = `${registry}/${repository}`;
  if (name.startsWith(`${DISTROLESS.registry}/`) && /^debug(-|$)/.test(tag ?? '')) {
    return { what: `tag '${tag}' of a distroless image brings a shell`, instead: "use 'nonroot'" };
  }
  if (name.startsWith('mcr.microsoft.com/azurelinux/distroless/debug')) {
    return { what: `'${repository}' brings a shell`, instead: "use 'azurelinux/distroless/base'" };
  }
  const variant = /(?:^|-)(dev|sdk)(?=-|$)/.exec(tag ?? '')?.[1];
  if (variant !== undefined && (registry === 'dhi.io' || (registry === 'cgr.dev' && variant === 'dev'))) {
    return { what: `tag '${tag}' brings a shell and a package manager`, instead: `use the variant without '-${variant}'` };
  }
  return undefined;
}

const REGISTRIES_WITH_DEBUG: ReadonlySet<string> = new Set([DISTROLESS.registry.split('/')[0], 'mcr.microsoft.com', 'dhi.io', 'cgr.dev']);

/** A name under which nothing new comes out. */
export function retiredProblem({ registry, repository }: ImageName): ImageProblem | undefined {
  if (!RETIRED_REGISTRIES.has(registry)) return undefined;
  const name = `${registry}/${repository}`;
  for (const [beginning, { instead }] of RETIRED) {
    const meant = beginning.endsWith('/') ? name.startsWith(beginning) : name === beginning;
    if (meant) return { what: `'${beginning}' is no longer updated`, instead: `use ${/[/.]/.test(instead) ? `'${instead}'` : instead}` };
  }
  if (!name.startsWith(`${DISTROLESS.registry}/`)) return undefined;
  const [image, distribution] = splitDistribution(repository.slice('distroless/'.length));
  if (distribution !== undefined && DISTROLESS.retiredDistributions.includes(distribution)) {
    return { what: `'${repository}' is past its end of life`, instead: `use '${image}-${DISTROLESS.distribution}'` };
  }
  return DISTROLESS.images.includes(image)
    ? undefined
    : {
      what: `'${repository}' is not in the current catalogue of distroless images`,
      instead: `use one of ${DISTROLESS.images.join(', ')}`,
    };
}

const RETIRED = Object.entries(RETIRED_IMAGES);

/** The registries of all names above; of what comes from elsewhere nothing is known. */
const RETIRED_REGISTRIES: ReadonlySet<string> = new Set([...RETIRED.map(([name]) => name), DISTROLESS.registry].map((name) => name.split('/')[0]));

function splitDistribution(image: string): [string, string | undefined] {
  const dash = image.lastIndexOf('-debian');
  return dash < 0 ? [image, undefined] : [image.slice(0, dash), image.slice(dash + 1)];
}
