import { ObjectProblems } from './problems';
import { asList, asObject, Json, PodTemplate } from '../model';
import { rfc1123LabelProblem } from '../name';
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
  const shadowing = new Set(claims);
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
    const [source, other] = sourcesOf(volume);
    if (other !== undefined) {
      problems.add(pod.at('volumes', i), `has two sources, ${source} and ${other}`, 'keep one of them, and make a volume of its own for the other');
    }
  }
}

/** The volumes that containers may mount; undefined where the name of one is not filled in yet. */
export function volumeNames(pod: PodTemplate): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const name of claimNames(pod)) if (name !== undefined) names.add(name);
  for (const volume of asList(pod.spec.volumes)) {
    const { name } = asObject(volume);
    if (typeof name === 'string') names.add(name);
  }
  for (const name of names) if (hasPlaceholder(name)) return undefined;
  return names;
}

function claimNames({ owner }: PodTemplate): readonly (string | undefined)[] {
  if (owner.kind !== 'StatefulSet') return NONE;
  return asList(owner.spec.volumeClaimTemplates).map((claim) => {
    const { name } = asObject(asObject(claim).metadata);
    return typeof name === 'string' ? name : undefined;
  });
}

const NONE: readonly string[] = [];

function nameProblem(name: string | undefined): string | undefined {
  return name === undefined || hasPlaceholder(name) ? undefined : rfc1123LabelProblem(name);
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
