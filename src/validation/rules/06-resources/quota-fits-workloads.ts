import { scales } from './autoscaler';
import { Counted, countedBy, Demand, demands, Tenants, tenantsOf } from './quota-demand';
import { isScoped, quotaCovers } from './quota-scope';
import { MITRE_DENIAL, NSA_RESOURCES, RESOURCE_QUOTAS } from './references';
import { asObject, PodTemplate, Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { PodCount } from '../../../manifest/pod-count';
import { addQuantity, compareQuantity, formatQuantity, multiplyQuantity, Quantity, readQuantity } from '../../../manifest/quantity';
import { quote } from '../../../manifest/quote';
import { Edit, Problem, Rule } from '../../rule';

const POD = 'spec.template.spec';
const quota = (hard: object, spec: object = {}): Edit => ({
  add: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'tight', namespace: 'shop' }, spec: { hard, ...spec } }],
});
const inShop = (apiVersion: string, kind: string, spec: object): object => ({ apiVersion, kind, metadata: { name: 'extra', namespace: 'shop' }, spec });
const sized = (cpu: string, more: object = {}): object => ({ name: 'extra', image: 'ghcr.io/acme/api:1', resources: { limits: { cpu } }, ...more });
const job = (spec: object): object => ({ parallelism: 6, template: { spec: { containers: [sized('1')] } }, ...spec });

export const quotaFitsWorkloads: Rule = {
  id: 'quota-fits-workloads',
  title: 'Workloads fit the ResourceQuota of their namespace, at their largest too',
  item: 6,
  severity: 'error',
  why: 'A quota refuses pods, not workloads: what does not fit is missing without an error anyone sees, most often in the middle of a rollout or under load, when the replicas are needed.',
  references: [
    RESOURCE_QUOTAS,
    { title: 'Resource Quotas: requests compared to limits', url: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#requests-vs-limits' },
    NSA_RESOURCES,
    MITRE_DENIAL,
  ],
  edition: '2026.11',
  bad: {
    'too few pods': quota({ pods: '3' }),
    'too few objects': quota({ 'count/pods': '3' }),
    'not enough memory': quota({ 'requests.memory': '512Mi' }),
    'a request by its short name': quota({ cpu: '500m' }),
    'the most that the autoscaler makes': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.maxReplicas': 20 } },
    'the most that KEDA makes': { add: [inShop('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'api' }, maxReplicaCount: 50 })] },
    'a surge in percent': { set: { 'spec.replicas': 8, 'spec.strategy.rollingUpdate.maxSurge': '50%' } },
    'a surge that nobody set': { set: { 'spec.replicas': 9 }, unset: ['spec.strategy'] },
    'a native sidecar runs along': { set: { [`${POD}.initContainers`]: [sized('2', { restartPolicy: 'Always' })] } },
    'an init container is larger than all the rest': { set: { [`${POD}.initContainers`]: [sized('3')] } },
    'resources of the pod as a whole': { set: { [`${POD}.resources`]: { limits: { cpu: '4' } } } },
    'what the runtime takes': { set: { [`${POD}.overhead`]: { cpu: '2' } } },
    'a Job with many pods at a time': { add: [inShop('batch/v1', 'Job', job({}))] },
    'a CronJob whose runs overlap': { add: [inShop('batch/v1', 'CronJob', { schedule: '@hourly', jobTemplate: { spec: job({ parallelism: 2 }) } })] },
    'a DaemonSet, on one node': { add: [inShop('apps/v1', 'DaemonSet', { template: { spec: { containers: [sized('6')] } } })] },
    'storage of replicas': { on: 'StatefulSet/db', set: { 'spec.replicas': 5 } },
    'storage of a class': quota({ 'standard.storageclass.storage.k8s.io/requests.storage': '8Gi' }),
    'storage of pods': {
      set: { [`${POD}.volumes[1]`]: { name: 'cache', ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '9Gi' } } } } } } },
    },
    'a claim by itself': { add: [inShop('v1', 'PersistentVolumeClaim', { resources: { requests: { storage: '50Gi' } } })] },
    'graphics processors': { ...quota({ 'requests.nvidia.com/gpu': '1' }), set: { [`${POD}.containers[0].resources.limits["nvidia.com/gpu"]`]: 1 } },
    'a container sets no limit that the quota counts': {
      ...quota({ 'limits.memory': '64Gi' }), remove: ['LimitRange/shop'], unset: [`${POD}.containers[0].resources.limits.memory`],
    },
    'a container sets no request that the quota counts': {
      ...quota({ memory: '64Gi' }), remove: ['LimitRange/shop'], unset: [`${POD}.containers[0].resources`],
    },
    'counts pods of a priority': { ...quota({ pods: '1' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } }), set: { [`${POD}.priorityClassName`]: 'high' } },
    'counts pods that run on': quota({ pods: '1' }, { scopes: ['NotTerminating'] }),
    'counts pods with resources': quota({ pods: '1' }, { scopes: ['NotBestEffort'] }),
  },
  good: {
    'fits to the last bit': quota({ 'limits.cpu': '5', 'requests.memory': '1280Mi', 'pods': '10', 'requests.storage': '10Gi' }),
    'never two generations at a time': { ...quota({ pods: '9' }), set: { 'spec.strategy': { type: 'Recreate' } } },
    'a LimitRange sets what a container does not': { unset: [`${POD}.containers[0].resources`] },
    'disk is counted but not asked for': {
      ...quota({ 'limits.ephemeral-storage': '2Gi' }), remove: ['LimitRange/shop'], unset: [`${POD}.containers[0].resources.limits["ephemeral-storage"]`],
    },
    'an init container runs before the rest': { set: { [`${POD}.initContainers`]: [sized('100m')] } },
    'a Job that stands still': { add: [inShop('batch/v1', 'Job', job({ suspend: true }))] },
    'a Job that has little to complete': { add: [inShop('batch/v1', 'Job', job({ completions: 1 }))] },
    'a CronJob that waits for its last run': { add: [inShop('batch/v1', 'CronJob', { concurrencyPolicy: 'Forbid', jobTemplate: { spec: job({ parallelism: 1 }) } })] },
    'a quota of another namespace': {
      add: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'tight', namespace: 'other' }, spec: { hard: { pods: '1' } } }],
    },
    'counts pods of another priority': quota({ pods: '1' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] } }),
    'counts pods that end by themselves': quota({ pods: '1' }, { scopes: ['Terminating'] }),
    'counts pods without resources': quota({ pods: '1' }, { scopes: ['BestEffort'] }),
    'counts pods that look across namespaces': quota({ pods: '1' }, { scopes: ['CrossNamespacePodAffinity'] }),
    'resources of the pod as a whole': {
      remove: ['LimitRange/shop'],
      set: { [`${POD}.resources`]: { requests: { cpu: '100m' }, limits: { cpu: '500m', memory: '256Mi' } } },
      unset: [`${POD}.containers[0].resources`],
    },
    'another class of storage': quota({ 'fast.storageclass.storage.k8s.io/requests.storage': '1Gi' }),
    'counts other objects': quota({ 'services': '1', 'count/deployments.apps': '1' }),
  },
  * checkEach(objects, _, model) {
    const quotas = objects.ofKind('ResourceQuota').filter((object) => object.group === '');
    if (quotas.length === 0) return;
    const scaled = scales(model);
    const seen = new Map<string, Tenants>();
    for (const object of quotas) {
      let tenants = seen.get(object.namespace);
      if (tenants === undefined) seen.set(object.namespace, tenants = tenantsOf(model, object.namespace, scaled));
      const covered = isScoped(object) ? inScope(object, tenants) : tenants;
      const maxima = asObject(object.spec.hard);
      for (const name of Object.keys(maxima)) {
        const hard = readQuantity(maxima[name]);
        const counted = countedBy(name);
        if (hard === undefined || counted === undefined) continue;
        const all = demands(counted, covered);
        if (isRefusing(counted)) {
          for (const { pod, unbounded } of all) {
            const container = unbounded.length === 0 ? undefined : unbounded[0];
            if (pod !== undefined && container !== undefined && !hasResources(pod)) yield refusal(object, name, counted, pod, container);
          }
        }
        const problem = exceeded(object, name, hard, all);
        if (problem !== undefined) yield problem;
      }
    }
  },
};

/** What a quota with scopes counts; claims have none. */
function inScope(object: Resource, tenants: Tenants): Tenants {
  return { ...tenants, workloads: tenants.workloads.filter(({ pod }) => quotaCovers(object, pod, tenants.defaults)), claims: [] };
}

/** A quota on processors or memory refuses pods with a container that does not say how much it takes; on anything else it does not. */
function isRefusing({ kind, resource }: Counted): boolean {
  return (kind === 'requests' || kind === 'limits') && (resource === 'cpu' || resource === 'memory');
}

/** Resources of the pod as a whole lift the demand from its containers, whichever they are. */
function hasResources({ spec }: PodTemplate): boolean {
  const { requests, limits } = asObject(spec.resources);
  return [requests, limits].some((map) => Object.keys(asObject(map)).length > 0);
}

function refusal(object: Resource, name: string, { kind, resource }: Counted, pod: PodTemplate, said: string): Problem {
  const container = pod.containers.find((candidate) => candidate.name === said);
  const path = [...container?.path ?? pod.at(), 'resources', kind, resource ?? ''];
  return {
    at: pod.owner,
    container: container?.name,
    path,
    message: `${formatPath(path)} is not set, and ResourceQuota ${quote(object.name)} counts ${name}, so these pods are refused`,
    remedy: 'set it, or give the namespace a LimitRange with a default',
  };
}

function exceeded(object: Resource, name: string, hard: Quantity, all: readonly Demand[]): Problem | undefined {
  if (fits(all, hard)) return undefined;
  const largest = sum(all, 'largest');
  const steady = sum(all, 'steady');
  const fitsAtFirst = compareQuantity(steady, hard) <= 0;
  const path = ['spec', 'hard', name];
  const parts = all.map(({ by, each, count }) => ({ by, amount: multiplyQuantity(each, fitsAtFirst ? count.largest : count.steady) }))
    .filter(({ amount }) => amount.nano > 0n)
    .sort((a, b) => compareQuantity(b.amount, a.amount));
  const listed = parts.slice(0, 4).map(({ by, amount }) => `${quote(by.id).slice(1, -1)} ${formatQuantity(amount)}`).join(', ');
  return {
    at: object,
    path,
    message: `${formatPath(path)} is ${quote(formatQuantity(hard))}, and the workloads take ${formatQuantity(fitsAtFirst ? largest : steady)}`
      + `${fitsAtFirst ? ' when scaled up and rolled out' : ''}: ${listed}${parts.length > 4 ? ` and ${parts.length - 4} more` : ''}`,
    remedy: `raise it to ${formatQuantity(largest)}, or run fewer or smaller pods`,
    severity: fitsAtFirst ? 'warning' : undefined,
  };
}

/** The same as comparing the sum, without making it: quotas are there to be kept. */
function fits(all: readonly Demand[], hard: Quantity): boolean {
  let nano = 0n;
  for (const { each, count } of all) nano += count.largest === 1 ? each.nano : each.nano * BigInt(count.largest);
  return nano <= hard.nano;
}

function sum(all: readonly Demand[], when: keyof PodCount): Quantity {
  let total = NOTHING;
  for (const { each, count } of all) total = addQuantity(total, multiplyQuantity(each, count[when]));
  return total;
}

const NOTHING: Quantity = { nano: 0n, format: 'DecimalSI' };
