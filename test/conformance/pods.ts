import { Draft, Facet, FACETS, Fields } from './facets';
import { Random } from './random';

/** Which pods are judged. Change either, or a file that makes them, and the verdicts have to be regenerated. */
export const SEED = 20_260_701;
/** How many. */
export const COUNT = 24_000;

/**
 * Pods to be judged, all different, each as one line of JSON ({metadata, spec}); the same lines for the same seed on every machine.
 *
 * Most comply but for one to three fields, so that each check is seen failing alone; every sixth is wild.
 */
export function podLines(seed: number, count: number): string[] {
  const random = new Random(seed);
  const lines = new Set<string>();
  while (lines.size < count) lines.add(JSON.stringify(lines.size % 6 === 5 ? wild(random) : almostCompliant(random)));
  return [...lines];
}

function almostCompliant(random: Random): Draft {
  const draft = compliant(random);
  const changes = random.pick([1, 1, 1, 1, 1, 1, 2, 2, 3, 3]);
  for (let i = 0; i < changes; i++) apply(random.pick(FACETS), draft, random);
  return draft;
}

function wild(random: Random): Draft {
  const draft = compliant(random);
  const percent = random.pick([10, 20, 40, 70]);
  for (const facet of FACETS) {
    if (random.chance(percent)) apply(facet, draft, random);
  }
  return draft;
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** A pod that restricted accepts, in one of the ways there are: what may be inherited is written on the pod, on its containers, or on both. */
function compliant(random: Random): Draft {
  const windows = random.chance(12);
  const style: Style = {
    bare: windows && random.chance(60),
    seccomp: random.pick(['pod', 'container', 'both']),
    nonRoot: random.pick(['pod', 'container', 'both']),
  };
  const profile = { type: random.pick(['RuntimeDefault', 'Localhost']) };
  const draft: Draft = {
    metadata: random.chance(80) ? { name: 'api' } : {},
    spec: {
      os: windows ? { name: 'windows' } : random.pick([undefined, undefined, undefined, { name: 'linux' }]),
      hostUsers: random.pick([undefined, undefined, undefined, undefined, undefined, undefined, true, false, false, false]),
      securityContext: {
        runAsNonRoot: style.nonRoot === 'container' ? undefined : true,
        seccompProfile: style.bare || style.seccomp === 'container' ? undefined : profile,
      },
    },
  };
  for (const list of LISTS) {
    const many = list === 'containers' ? 1 + random.below(2) : random.pick([0, 0, 1, 2]);
    for (let i = 0; i < many; i++) add(draft, list, style, random);
  }
  return draft;
}

interface Style {
  /** Without what Windows pods need not set. */
  readonly bare: boolean;
  readonly seccomp: 'pod' | 'container' | 'both';
  readonly nonRoot: 'pod' | 'container' | 'both';
}

function add(draft: Draft, list: string, style: Style, random: Random): Fields {
  const containers = (draft.spec[list] ??= []) as Fields[];
  const container: Fields = {
    name: list === 'containers' && containers.length === 0 ? 'api' : `${list.slice(0, 4)}-${containers.length}`,
    image: 'ghcr.io/acme/api:1.4.2',
    restartPolicy: list === 'initContainers' && random.chance(50) ? 'Always' : undefined,
    securityContext: {
      allowPrivilegeEscalation: style.bare ? undefined : false,
      capabilities: style.bare ? undefined : { drop: ['ALL'] },
      runAsNonRoot: style.nonRoot === 'pod' ? undefined : true,
      seccompProfile: style.bare || style.seccomp === 'pod' ? undefined : { type: 'RuntimeDefault' },
    },
  };
  containers.push(container);
  return container;
}

function apply(facet: Facet, draft: Draft, random: Random): void {
  const object = place(facet, draft, random);
  object[typeof facet.key === 'string' ? facet.key : random.pick(facet.key)] = facet.value(random);
}

/** The object that has the facet's field; made where it is missing. A container is taken from each of the three lists as often as from the others. */
function place(facet: Facet, draft: Draft, random: Random): Fields {
  switch (facet.of) {
    case 'pod':
      return draft.spec;
    case 'annotations':
      return inside(draft.metadata, 'annotations');
    case 'podSecurityContext':
      return inside(draft.spec, 'securityContext');
  }
  const list = random.pick(LISTS);
  const containers = (draft.spec[list] as (Fields | null)[] | null | undefined)?.filter((candidate) => candidate !== null);
  const container = containers?.length ? random.pick(containers) : add(draft, list, { bare: false, seccomp: 'both', nonRoot: 'both' }, random);
  return facet.of === 'container' ? container : inside(container, 'securityContext');
}

function inside(object: Fields, key: string): Fields {
  return (object[key] ??= {}) as Fields;
}
