import { LabelIndex } from './label-index';
import { labelMatcher, matchesLabels } from './label-matcher';
import { asObject, Json, Model, PodTemplate } from '../manifest/model';
import { once } from '../manifest/once';
import { Labels } from '../manifest/selector';

/** The pods and pod templates of a namespace that a label selector selects. */
export function selectedPods(model: Model, namespace: string, selector: unknown): readonly PodTemplate[] {
  const replica = replicaSelector(selector);
  return replica === undefined
    ? podIndex(model, namespace).select(selector)
    : podIndex(model, namespace).select(replica.others).filter(replica.isOf);
}

/** The pods that the selector of a Service or ReplicationController selects, which is a plain map: an empty one selects nothing. */
export function podsSelectedByMap(model: Model, namespace: string, selector: unknown): readonly PodTemplate[] {
  return Object.keys(asObject(selector)).length === 0 ? [] : selectedPods(model, namespace, { matchLabels: selector });
}

/** Whether a label selector selects a pod. */
export function selectsPod(selector: unknown, pod: PodTemplate): boolean {
  const replica = replicaSelector(selector);
  return matchesLabels(replica?.others ?? selector, podLabels(pod)) && (replica === undefined || replica.isOf(pod));
}

/** Whether a label selector selects a pod, for a selector that is asked often. */
export function compilePodSelector(selector: unknown): (pod: PodTemplate) => boolean {
  const replica = replicaSelector(selector);
  const matches = labelMatcher(replica?.others ?? selector);
  return (pod) => matches(podLabels(pod)) && (replica === undefined || replica.isOf(pod));
}

/** The labels of a pod as it runs, with those that a Job, or a DeploymentConfig of OpenShift, gives to its pods. */
function podLabels(pod: PodTemplate): Labels {
  const { kind } = pod.owner;
  return kind === 'Job' || kind === 'DeploymentConfig' ? ownersLabels(pod) : pod.labels;
}

const ownersLabels = once(({ labels, owner: { kind, name } }: PodTemplate): Labels => (
  kind === 'Job' ? { ...labels, 'job-name': name, 'batch.kubernetes.io/job-name': name } : { ...labels, deploymentconfig: name }
));

/** A selector of one replica, by the labels that the controller of StatefulSets writes, selects the template that the replica is made from. */
function replicaSelector(selector: unknown): { others: Json; isOf: (pod: PodTemplate) => boolean } | undefined {
  const labels = asObject(asObject(selector).matchLabels);
  if (labels[POD_NAME] === undefined && labels[POD_INDEX] === undefined) return undefined;
  const { [POD_NAME]: name, [POD_INDEX]: _, ...rest } = labels;
  return {
    others: { ...asObject(selector), matchLabels: rest },
    isOf: ({ owner }) => owner.kind === 'StatefulSet' && (name === undefined || (typeof name === 'string' && name.startsWith(`${owner.name}-`))),
  };
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

const indices = once((_: Model) => new Map<string, LabelIndex<PodTemplate>>());

function podIndex(model: Model, namespace: string): LabelIndex<PodTemplate> {
  const byNamespace = indices(model);
  let index = byNamespace.get(namespace);
  if (index === undefined) byNamespace.set(namespace, index = new LabelIndex(model.podsIn(namespace), podLabels));
  return index;
}
