import { DEPRECATION_GUIDE, DEPRECATION_POLICY } from './references';
import { Resource } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { checkSchema } from '../../../manifest/schema';
import { ApiLifecycle, apiLifecycle, apiVersionsOf, formatMinor } from '../../../standard/releases';
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
      const replacement = replacementIn(life, policy.minor);
      for (const at of resources) yield { at, path: ['apiVersion'], message, remedy, fix: fixFor(at, replacement, policy.minor) };
    }
  },
};

/** What to write instead of an API that goes or is gone. */
export function successor(life: ApiLifecycle, minor: number): string {
  const replacement = replacementIn(life, minor);
  if (replacement === undefined) return INSTEAD.get(life.kind) ?? 'remove it: nothing took its place under another version';
  const since = introducedIn(replacement);
  const from = since > minor ? `, which came with ${formatMinor(since)}` : '';
  return `write ${replacement.apiVersion}${replacement.kind === life.kind ? '' : ` ${replacement.kind}`}${from}`;
}

/** What took the place of kinds that are gone. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['PodSecurityPolicy', 'remove it, and label namespaces with pod-security.kubernetes.io/enforce: Pod Security Admission took its place'],
]);

/** The newest version that the minor serves of what took the place; where it serves none, the one that comes first. */
function replacementIn(life: ApiLifecycle, minor: number): ApiLifecycle | undefined {
  const named = replacementsOf(life);
  const left = apiVersionsOf(named.at(-1) ?? life)
    .filter((one) => (named.includes(one) || introducedIn(one) > introducedIn(life)) && minor < (one.removed ?? Infinity))
    .sort((a, b) => introducedIn(a) - introducedIn(b));
  return left.filter((one) => introducedIn(one) <= minor).at(-1) ?? left[0];
}

/** A replacement may have one itself. */
function replacementsOf({ replacement }: ApiLifecycle): readonly ApiLifecycle[] {
  const next = replacement === undefined ? undefined : apiLifecycle(replacement.apiVersion, replacement.kind);
  return next === undefined ? [] : [next, ...replacementsOf(next)];
}

/** What is older than the records was always there. */
function introducedIn({ introduced = 0 }: ApiLifecycle): number {
  return introduced;
}

/** The version is changed for you where all else may stay. */
function fixFor({ raw, kind }: Resource, replacement: ApiLifecycle | undefined, minor: number): Fix | undefined {
  if (replacement?.kind !== kind) return undefined;
  const { known, problems } = checkSchema({ ...raw, apiVersion: replacement.apiVersion }, minor);
  return known && problems.length === 0 ? { path: ['apiVersion'], value: replacement.apiVersion } : undefined;
}
