import { asList, asObject, Json, Model, PodTemplate, Resource } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { Path } from '../../../manifest/path';
import { Quantity, readQuantity } from '../../../manifest/quantity';

/** Storage that is claimed in a namespace. */
export interface StorageClaim {
  readonly by: Resource;
  /** Of what the claim says, from the object. */
  readonly path: Path;
  readonly size: Quantity;
  /** Undefined where the default class of the cluster is meant. */
  readonly storageClass?: string;
}

/** What each pod of a workload claims: for good, or while it lives. */
export function claimsOf(pod: PodTemplate): readonly StorageClaim[] {
  const { owner } = pod;
  const kept = owner.kind === 'StatefulSet'
    ? asList(owner.spec.volumeClaimTemplates).map((template, i) => claim(owner, ['spec', 'volumeClaimTemplates', i, 'spec'], asObject(asObject(template).spec)))
    : [];
  const passing = asList(pod.spec.volumes).flatMap((volume, i) => {
    const template = asObject(asObject(volume).ephemeral).volumeClaimTemplate;
    return template === undefined || template === null ? [] : [claim(owner, pod.at('volumes', i, 'ephemeral', 'volumeClaimTemplate', 'spec'), asObject(asObject(template).spec))];
  });
  return [...kept, ...passing];
}

/** The claims that stand by themselves. */
export function claimsIn(model: Model, namespace: string): readonly StorageClaim[] {
  return model.inNamespace('PersistentVolumeClaim', namespace)
    .filter((object) => object.group === '')
    .map((object) => claim(object, ['spec'], object.spec));
}

/** All claims of a namespace, listed once. */
export function allClaimsIn(model: Model, namespace: string): readonly StorageClaim[] {
  const known = listed(model);
  let claims = known.get(namespace);
  if (claims === undefined) known.set(namespace, claims = [...model.podsIn(namespace).flatMap(claimsOf), ...claimsIn(model, namespace)]);
  return claims;
}

const listed = once((_: Model) => new Map<string, readonly StorageClaim[]>());

function claim(by: Resource, path: Path, spec: Json): StorageClaim {
  const size = readQuantity(asObject(asObject(spec.resources).requests).storage);
  return {
    by,
    path,
    size: size ?? { nano: 0n, format: 'DecimalSI' },
    ...(typeof spec.storageClassName === 'string' ? { storageClass: spec.storageClassName } : {}),
  };
}
