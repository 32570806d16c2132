import { Variable } from './check';
import { Json } from '../manifest/model';

/**
 * The nine kinds that Pod Security looks into, and the way in which a container gets into a pod that runs. Each resource is listed by itself:
 * where one is a wildcard, the API server checks no types.
 */
export const POD_RESOURCES: readonly Json[] = [
  { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods', 'pods/ephemeralcontainers', 'podtemplates', 'replicationcontrollers'] },
  { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] },
  { apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['jobs', 'cronjobs'] },
];

/** Resources of one kind that is no pod. */
export function resources(group: string, ...plural: readonly string[]): Json[] {
  return [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: plural }];
}

/** Where the pod stands in an object: what may be asked of any of the nine kinds cannot know the type of one. */
export const POD_VARIABLES: readonly Variable[] = [
  { name: 'pod', expression: podIn('object') },
  {
    name: 'at',
    expression: "object.kind == 'Pod' ? '' : object.kind == 'PodTemplate' ? 'template.' : object.kind == 'CronJob' ? 'spec.jobTemplate.spec.template.' : 'spec.template.'",
  },
];

/**
 * An update that leaves the pod as it is concerns no policy: a controller that scales an old ReplicaSet down, or takes a finalizer off a pod that
 * has to go, would otherwise be held up by what was admitted long ago. What a pod runs is its spec; the rest of it can be labelled at any time.
 */
export const POD_CHANGES = `object.kind == 'Pod' ? dyn(object).spec != dyn(oldObject).spec : (${podIn('object')}) != (${podIn('oldObject')})`;

function podIn(object: string): string {
  return [
    `object.kind == 'Pod' ? dyn(${object})`,
    `object.kind == 'PodTemplate' ? dyn(${object}).template`,
    `object.kind == 'CronJob' ? dyn(${object}).spec.jobTemplate.spec.template`,
    `dyn(${object}).spec.template`,
  ].join(' : ');
}
