import { asList, asObject, Json, Model, PodTemplate, Resource } from '../../../manifest/model';
import { Quantity, readQuantity } from '../../../manifest/quantity';

/** Storage that is claimed in a namespace. */
export interface StorageClaim {
  readonly by: Resource;
  readonly size: Quantity;
  /** Undefined where the default class of the cluster is meant. */
  readonly storageClass?: string;
}

/** What each pod of a workload claims: for good, or while it lives. */
export function claimsOf(pod: PodTemplate): readonly StorageClaim[] {
  const { owner } = pod;
  const kept = owner.kind === 'StatefulSet'
    ? asList(owner.spec.volumeClaimTemplates).map((template) => claim(owner, asObject(asObject(template).spec)))
    : [];
  const passing = asList(pod.spec.volumes).flatMap((volume) => {
    const template = asObject(asObject(volume).ephemeral).volumeClaimTemplate;
    return template === undefined || template === null ? [] : [claim(owner, asObject(asObject(template).spec))];
  });
  return [...kept, ...passing];
}

/** The claims that stand by themselves. */
export function claimsIn(model: Model, namespace: string): readonly StorageClaim[] {
  return model.inNamespace('PersistentVolumeClaim', namespace)
    .filter((object) => object.group === '')
    .map((object) => claim(object, object.spec));
}

function claim(by: Resource, spec: Json): StorageClaim {
  const size = readQuantity(asObject(asObject(spec.resources).requests).storage);
  return {
    by,
    size: size ?? { nano: 0n, format: 'DecimalSI' },
    ...(typeof spec.storageClassName === 'string' ? { storageClass: spec.storageClassName } : {}),
  };
}
