import { asObject, Model, Resource } from '../manifest/model';
import { once } from '../manifest/once';

/** How many pods a workload runs. */
export interface Scale {
  /** The fewest, unless somebody scales it by hand. */
  readonly least: number;
  /** The HorizontalPodAutoscaler or the ScaledObject of KEDA that scales it. */
  readonly by?: Resource;
}

/** How many pods a Deployment, StatefulSet, ReplicaSet or ReplicationController runs. */
export function scaleOf(model: Model, workload: Resource): Scale {
  const by = scalerOf(model, workload);
  const { replicas } = workload.spec;
  const own = typeof replicas === 'number' ? replicas : 1;
  if (by === undefined) return { least: own };
  const least = by.kind === 'ScaledObject' ? by.spec.minReplicaCount ?? 0 : by.spec.minReplicas ?? 1;
  return { least: typeof least === 'number' ? least : 1, by };
}

/** What scales a workload. */
export function scalerOf(model: Model, workload: Resource): Resource | undefined {
  const all = scalers(model);
  return all.size === 0 ? undefined : all.get(workload.namespace)?.get(workload.name)?.get(workload.kind);
}

/** The HorizontalPodAutoscalers of Kubernetes. */
export function autoscalers(model: Model): readonly Resource[] {
  return model.ofKind('HorizontalPodAutoscaler').filter(({ group }) => group === 'autoscaling');
}

/** What a scaler scales. */
export function scaleTarget({ spec }: Resource): { readonly apiVersion: string; readonly kind: string; readonly name: string } {
  const { apiVersion, kind, name } = asObject(spec.scaleTargetRef);
  return { apiVersion: typeof apiVersion === 'string' ? apiVersion : '', kind: typeof kind === 'string' ? kind : 'Deployment', name: typeof name === 'string' ? name : '' };
}

/** By namespace, name and kind of what they scale. */
type Scalers = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Resource>>>;

const scalers = once((model: Model): Scalers => {
  const all = new Map<string, Map<string, Map<string, Resource>>>();
  for (const scaler of [...autoscalers(model), ...model.ofKind('ScaledObject').filter(({ group }) => group === 'keda.sh')]) {
    const { kind, name } = scaleTarget(scaler);
    const ofNamespace = all.get(scaler.namespace) ?? new Map<string, Map<string, Resource>>();
    const ofName = ofNamespace.get(name) ?? new Map<string, Resource>();
    all.set(scaler.namespace, ofNamespace.set(name, ofName.set(kind, scaler)));
  }
  return all;
});
