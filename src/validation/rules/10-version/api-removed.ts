import { DEPRECATION_GUIDE, DEPRECATION_POLICY } from './references';
import { Resource } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { checkSchema } from '../../../manifest/schema';
import { ApiLifecycle, apiLifecycle, formatMinor } from '../../../standard/releases';
import { Fix } from '../../finding';
import { Edit, Rule } from '../../rule';

const object = (apiVersion: string, kind: string, spec: object, minor = 36): Edit => ({
  add: [{ apiVersion, kind, metadata: { name: 'old', namespace: 'shop' }, spec }], policy: { minor },
});

export const apiRemoved: Rule = {
  id: 'api-removed',
  title: 'Objects use API versions that the target still serves',
  item: 10,
  severity: 'error',
  why: 'An upgrade of the cluster takes the API away: what is stored stays, but nothing that names the old version can be applied again, and a rollout or a restore fails on the day it is needed.',
  references: [DEPRECATION_GUIDE, DEPRECATION_POLICY],
  edition: '2026.11',
  bad: {
    'with a successor that it fits': object('batch/v1beta1', 'CronJob', { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [] } } } } }),
    'with a successor that it does not fit': object('networking.k8s.io/v1beta1', 'Ingress', { backend: { serviceName: 'web', servicePort: 80 } }),
    'with a successor that is gone too': object('flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', { priorityLevelConfiguration: { name: 'global-default' } }),
    'with no successor': object('policy/v1beta1', 'PodSecurityPolicy', {}),
    'in the minor that removed it': object('policy/v1beta1', 'PodDisruptionBudget', {}, 25),
    'before anybody kept a record': object('extensions/v1beta1', 'Deployment', {}),
  },
  good: {
    'in the minor before': object('policy/v1beta1', 'PodDisruptionBudget', {}, 24),
    'a current version': object('batch/v1', 'CronJob', {}),
    'a custom resource': object('acme.io/v1beta1', 'CronJob', {}),
  },
  * checkEach(objects, policy) {
    for (const { apiVersion, kind, resources } of objects.types()) {
      const life = apiLifecycle(apiVersion, kind);
      if (life?.removed === undefined || life.removed > policy.minor) continue;
      const message = `apiVersion is ${quote(apiVersion)}, and Kubernetes ${formatMinor(life.removed)} stopped to serve ${kind} of it; the target is ${formatMinor(policy.minor)}`;
      const remedy = successor(life, policy.minor);
      for (const at of resources) yield { at, path: ['apiVersion'], message, remedy, fix: fixFor(at, life, policy.minor) };
    }
  },
};

/** What to write instead of an API that goes or is gone. */
export function successor(life: ApiLifecycle, minor: number): string {
  const replacement = replacementIn(life, minor);
  if (replacement === undefined) return INSTEAD.get(life.kind) ?? 'remove it: nothing took its place under another version';
  const since = apiLifecycle(replacement.apiVersion, replacement.kind)?.introduced;
  const from = since !== undefined && since > minor ? `, which came with ${formatMinor(since)}` : '';
  return `write ${replacement.apiVersion}${replacement.kind === life.kind ? '' : ` ${replacement.kind}`}${from}`;
}

/** What took the place of kinds that are gone. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['PodSecurityPolicy', 'remove it, and label namespaces with pod-security.kubernetes.io/enforce: Pod Security Admission took its place'],
]);

/** A replacement may be gone too, or have a later one; the last that the minor serves is what to write. */
function replacementIn({ replacement }: ApiLifecycle, minor: number): ApiLifecycle['replacement'] {
  const next = replacement === undefined ? undefined : apiLifecycle(replacement.apiVersion, replacement.kind);
  if (next === undefined) return replacement;
  const later = replacementIn(next, minor);
  const isThere = later !== undefined && (apiLifecycle(later.apiVersion, later.kind)?.introduced ?? 0) <= minor;
  return isThere ? later : next.removed !== undefined && next.removed <= minor ? undefined : replacement;
}

/** The version is changed for you where all else may stay. */
function fixFor({ raw, kind }: Resource, life: ApiLifecycle, minor: number): Fix | undefined {
  const replacement = replacementIn(life, minor);
  if (replacement?.kind !== kind) return undefined;
  const { known, problems } = checkSchema({ ...raw, apiVersion: replacement.apiVersion }, minor);
  return known && problems.length === 0 ? { path: ['apiVersion'], value: replacement.apiVersion } : undefined;
}
