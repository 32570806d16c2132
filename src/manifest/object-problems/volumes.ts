import { ObjectProblems } from './problems';
import { checkVolumeSource } from './volume-sources';
import { asList, asObject, Json, PodTemplate } from '../model';
import { rfc1123LabelProblem } from '../name';
import { once } from '../once';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';
import { SCHEMA_MINORS, schemaType } from '../schema-types';

/**
 * Reports volumes whose name is no label or stands twice, and those with two sources. Of a StatefulSet the claims are volumes too, and count before
 * volumes of the same name. A volume without a source is an emptyDir.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L453
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L105
 */
export function checkVolumes(pod: PodTemplate, problems: ObjectProblems): void {
  const claims = claimNames(pod);
  for (let i = 0; i < claims.length; i++) {
    const problem = nameProblem(claims[i]);
    if (problem !== undefined) problems.addText(['spec', 'volumeClaimTemplates', i, 'metadata', 'name'], problem);
  }
  const shadowing = claims.length === 0 ? NO_NAMES : new Set(claims);
  const volumes = asList(pod.spec.volumes);
  const first = volumes.length < 2 ? undefined : new Map<string, number>();
  for (let i = 0; i < volumes.length; i++) {
    const volume = asObject(volumes[i]);
    const { name } = volume;
    if (typeof name !== 'string' || shadowing.has(name)) continue;
    const problem = nameProblem(name);
    if (problem !== undefined) problems.addText(pod.at('volumes', i, 'name'), problem);
    const before = first?.get(name);
    if (before !== undefined) problems.add(pod.at('volumes', i, 'name'), `is ${quote(name)}, which volumes[${before}] has too`, 'keep one of them, or rename one');
    else first?.set(name, i);
    checkVolumeSource(volume, i, pod, problems);
    const [source, other] = sourcesOf(volume);
    if (other !== undefined) {
      problems.add(pod.at('volumes', i), `has two sources, ${source} and ${other}`, 'keep one of them, and make a volume of its own for the other');
    }
  }
}

/** Whether containers surely cannot mount a volume of this name: the pod has none, and none whose name is still to be filled in. */
export function lacksVolume(pod: PodTemplate, name: string): boolean {
  const volumes = asList(pod.spec.volumes);
  if (volumes.length <= FEW) {
    for (let i = 0; i < volumes.length; i++) if (asObject(volumes[i]).name === name) return false;
  }
  const names = volumeNames(pod);
  return names !== OPEN && !names.has(name);
}

/** So many are looked through faster than a set of them is made. */
const FEW = 8;

/** The volumes that containers may mount, unless the name of one is not filled in yet. */
const volumeNames = once((pod: PodTemplate): ReadonlySet<string> | typeof OPEN => {
  const names = new Set<string>();
  for (const name of claimNames(pod)) if (name !== undefined) names.add(name);
  for (const volume of asList(pod.spec.volumes)) {
    const { name } = asObject(volume);
    if (typeof name === 'string') names.add(name);
  }
  for (const name of names) if (hasPlaceholder(name)) return OPEN;
  return names;
});

function claimNames({ owner }: PodTemplate): readonly (string | undefined)[] {
  if (owner.kind !== 'StatefulSet') return NONE;
  return asList(owner.spec.volumeClaimTemplates).map((claim) => {
    const { name } = asObject(asObject(claim).metadata);
    return typeof name === 'string' ? name : undefined;
  });
}

const OPEN = 'not filled in yet';
const NONE: readonly string[] = [];
const NO_NAMES: ReadonlySet<string | undefined> = new Set();

function nameProblem(name: string | undefined): string | undefined {
  const problem = name === undefined ? undefined : rfc1123LabelProblem(name);
  return problem === undefined || hasPlaceholder(name!) ? undefined : problem;
}

/** What is misspelt is no source; that it is no field either is said by the schema. */
function sourcesOf(volume: Json): readonly string[] {
  let set = 0;
  for (const field in volume) if ((volume[field] ?? undefined) !== undefined) set++;
  // Nearly every volume has a name and one source.
  return set <= 2 ? NONE : Object.keys(volume).filter((field) => field !== 'name' && (volume[field] ?? undefined) !== undefined && isSource(field));
}

function isSource(field: string): boolean {
  return schemaType('core.v1.Volume', SCHEMA_MINORS.until).fields.has(field);
}
