import { FEATURE_GATES, FIELD_VALIDATION } from './references';
import { AVAILABILITY } from './schema-valid';
import { verdicts } from './verdicts';
import { asObject, PodTemplate, Resource } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { GATED_FIELDS, GatedField, isServedByDefault } from '../../../standard/feature-gates';
import { CONTAINER_LISTS, fieldSteps, Step } from '../../../standard/field';
import { apiLifecycle, formatMinor } from '../../../standard/releases';
import { Edit, Rule } from '../../rule';

const SPEC = 'spec.template.spec';
const set = (minor: number, field: string, value: unknown): Edit => ({ set: { [`${SPEC}.${field}`]: value }, policy: { minor } });
const object = (minor: number, apiVersion: string, kind: string): Edit => ({ add: [{ apiVersion, kind, metadata: { name: 'new' } }], policy: { minor } });

export const featureAvailable: Rule = {
  id: 'feature-available',
  title: 'Objects ask for nothing that the target does not have yet, or no longer',
  item: 10,
  severity: 'error',
  why: 'A cluster that does not know a field drops it: the pod runs, without the user namespace, the sidecar or the profile that it was to have, and nobody is told.',
  references: [FEATURE_GATES, FIELD_VALIDATION],
  edition: '2026.11',
  bad: {
    'a field of a later minor': set(29, 'securityContext.appArmorProfile', { type: 'RuntimeDefault' }),
    'a field that is switched off': set(32, 'hostUsers', false),
    'a field of a container that is switched off': set(30, 'containers[0].volumeMounts[0].recursiveReadOnly', 'Enabled'),
    'an image as a volume': set(34, 'volumes[1]', { name: 'model', image: { reference: 'ghcr.io/acme/model:7' } }),
    'a sidecar that would never end': set(28, 'initContainers', [{ name: 'proxy', image: 'ghcr.io/acme/proxy:1', restartPolicy: 'Always' }]),
    'a kind of a later minor': object(29, 'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'),
    'an alpha API': object(36, 'resource.k8s.io/v1alpha3', 'DeviceTaintRule'),
    'a beta API that has to be switched on': object(34, 'certificates.k8s.io/v1beta1', 'ClusterTrustBundle'),
  },
  good: {
    'the minor that switched it on': set(33, 'hostUsers', false),
    'what happens anyway': set(32, 'hostUsers', true),
    'a kind that is there': object(30, 'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'),
    'a beta API that was always on': object(30, 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'),
  },
  * checkEach(objects, policy, model) {
    const { minor } = policy;
    const unavailable = new Map<Resource, Set<string>>();
    for (const { resource, verdict } of verdicts(objects, policy, model)) {
      for (const { kind, path, message, remedy } of verdict.problems) {
        if (!AVAILABILITY.has(kind)) continue;
        unavailable.set(resource, (unavailable.get(resource) ?? new Set()).add(formatPath(path)));
        yield { at: resource, path, message, remedy };
      }
    }
    for (const { apiVersion, kind, resources } of objects.types()) {
      const life = apiLifecycle(apiVersion, kind);
      if (life?.introduced === undefined || (life.removed !== undefined && life.removed <= minor)) continue;
      const path = ['apiVersion'];
      if (life.introduced > minor) {
        const message = `apiVersion is ${quote(apiVersion)}, whose ${kind} came with Kubernetes ${formatMinor(life.introduced)}; the target is ${formatMinor(minor)}`;
        for (const at of resources) yield { at, path, message, remedy: 'use what the target has, or raise the target' };
      } else if (!isServedByDefault(apiVersion, life.introduced)) {
        const message = `apiVersion is ${quote(apiVersion)}, which a cluster serves only where it was switched on`;
        const remedy = `switch it on with --runtime-config=${apiVersion}=true, or do without`;
        for (const at of resources) yield { at, path, message, remedy, severity: 'warning' };
      }
    }
    const gated = GATED_FIELDS.filter(({ on }) => on === undefined || on > minor)
      .flatMap((field) => field.fields.map((text): Wanted => ({ field, steps: fieldSteps(text) })));
    for (const pod of gated.length === 0 ? [] : objects.pods()) {
      for (const { path: inSpec, field } of gatedIn(pod, gated)) {
        const path = pod.at(...inSpec);
        if (unavailable.get(pod.owner)?.has(formatPath(path))) continue;
        const since = field.on === undefined ? '' : `, as it is from ${formatMinor(field.on)} on`;
        yield {
          at: pod.owner,
          container: pod.containers.find((container) => container.path.every((step, i) => path[i] === step))?.name,
          path,
          message: `${formatPath(path)} is dropped by Kubernetes ${formatMinor(minor)} while ${field.gate} is not switched on`,
          remedy: `switch on the feature gate ${field.gate}${since}, or do without`,
          severity: 'warning',
        };
      }
    }
  },
};

interface Place {
  /** From the pod spec. */
  readonly path: Path;
  readonly field: GatedField;
}

function gatedIn({ spec }: PodTemplate, gated: readonly Wanted[]): readonly Place[] {
  const found: Place[] = [];
  const path: (string | number)[] = [];
  // The first step is the spec of the pod.
  for (const wanted of gated) visit(spec, 1, wanted, path, found);
  return found;
}

/** What is looked for. */
interface Wanted {
  readonly field: GatedField;
  readonly steps: readonly Step[];
}

/** Finds each place that a field names and where something stands. */
function visit(value: unknown, i: number, wanted: Wanted, path: (string | number)[], found: Place[]): void {
  if (value === undefined || value === null) return;
  const { field, steps } = wanted;
  if (i === steps.length) {
    if (field.value === undefined || value === field.value) found.push({ path: [...path], field });
    return;
  }
  const step = steps[i];
  if (step.kind === 'containers') {
    for (const list of CONTAINER_LISTS) {
      const containers = asObject(value)[list];
      if (!Array.isArray(containers)) continue;
      path.push(list);
      visitEntries(containers, i, wanted, path, found);
      path.pop();
    }
  } else if (step.kind === 'entries') {
    if (Array.isArray(value)) visitEntries(value, i, wanted, path, found);
  } else if (step.kind === 'key') {
    const next = asObject(value)[step.key];
    if (next === undefined || next === null) return;
    path.push(step.key);
    visit(next, i + 1, wanted, path, found);
    path.pop();
  }
}

function visitEntries(list: readonly unknown[], i: number, wanted: Wanted, path: (string | number)[], found: Place[]): void {
  for (let index = 0; index < list.length; index++) {
    path.push(index);
    visit(list[index], i + 1, wanted, path, found);
    path.pop();
  }
}
