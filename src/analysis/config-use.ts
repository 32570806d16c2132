import { asList, asObject, firstByName, Model, Objects, PodTemplate, Resource } from '../manifest/model';
import { once } from '../manifest/once';
import { Path } from '../manifest/path';

/** A place where a pod takes configuration from a ConfigMap or a Secret. */
export interface ConfigUse {
  readonly pod: PodTemplate;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that have to be there; empty where all keys are taken as they are. */
  readonly keys: readonly string[];
  readonly via: 'env' | 'envFrom' | 'volume';
  /** Whether the pod starts without it. */
  readonly optional: boolean;
  /** The field that names it, from the object. */
  readonly path: Path;
  /** The container, for variables. */
  readonly container?: string;
}

/** All places where pods take configuration, pod by pod; worked out once. */
export const configUses = once((objects: Objects): readonly ConfigUse[] => objects.pods().flatMap(usesOf));

/** The object of this name; where the pod or the object names no namespace, both may mean the same. */
export function configObject(model: Model, { kind, name, pod }: ConfigUse): Resource | undefined {
  const exact = model.find(kind, pod.namespace, name);
  if (exact !== undefined) return exact;
  return pod.namespace === '' ? named(model)[kind].get(name) : model.find(kind, '', name);
}

const named = once((model: Model) => ({ ConfigMap: firstByName(model.ofKind('ConfigMap')), Secret: firstByName(model.ofKind('Secret')) }));

function usesOf(pod: PodTemplate): readonly ConfigUse[] {
  const uses: ConfigUse[] = [];
  for (const { name, path, spec } of pod.containers) {
    if (spec.env) inVariables(spec.env, [...path, 'env'], { pod, via: 'env', container: name }, uses);
    if (spec.envFrom) inSources(spec.envFrom, [...path, 'envFrom'], { pod, via: 'envFrom', container: name }, uses);
  }
  const volumes = asList(pod.spec.volumes);
  for (let i = 0; i < volumes.length; i++) {
    const { configMap, secret, projected } = asObject(volumes[i]);
    if (configMap) use(configMap, 'ConfigMap', pod.at('volumes', i, 'configMap', 'name'), { pod, via: 'volume' }, uses);
    if (secret) use(secret, 'Secret', pod.at('volumes', i, 'secret', 'secretName'), { pod, via: 'volume' }, uses);
    if (projected) inProjection(asObject(projected).sources, pod.at('volumes', i, 'projected', 'sources'), { pod, via: 'volume' }, uses);
  }
  return uses;
}

type User = Pick<ConfigUse, 'pod' | 'via' | 'container'>;

function inVariables(env: unknown, path: Path, user: User, uses: ConfigUse[]): void {
  const entries = asList(env);
  for (let i = 0; i < entries.length; i++) {
    const { configMapKeyRef, secretKeyRef } = asObject(asObject(entries[i]).valueFrom);
    if (configMapKeyRef) use(configMapKeyRef, 'ConfigMap', [...path, i, 'valueFrom', 'configMapKeyRef', 'name'], user, uses);
    if (secretKeyRef) use(secretKeyRef, 'Secret', [...path, i, 'valueFrom', 'secretKeyRef', 'name'], user, uses);
  }
}

function inSources(envFrom: unknown, path: Path, user: User, uses: ConfigUse[]): void {
  for (const [i, entry] of asList(envFrom).entries()) {
    const { configMapRef, secretRef } = asObject(entry);
    if (configMapRef) use(configMapRef, 'ConfigMap', [...path, i, 'configMapRef', 'name'], user, uses);
    if (secretRef) use(secretRef, 'Secret', [...path, i, 'secretRef', 'name'], user, uses);
  }
}

function inProjection(sources: unknown, path: Path, user: User, uses: ConfigUse[]): void {
  for (const [i, source] of asList(sources).entries()) {
    const { configMap, secret } = asObject(source);
    if (configMap) use(configMap, 'ConfigMap', [...path, i, 'configMap', 'name'], user, uses);
    if (secret) use(secret, 'Secret', [...path, i, 'secret', 'name'], user, uses);
  }
}

function use(reference: unknown, kind: ConfigUse['kind'], path: Path, { pod, via, container }: User, uses: ConfigUse[]): void {
  if (typeof reference !== 'object' || reference === null) return;
  const { key, items, optional, ...fields } = asObject(reference);
  const name = fields[path.at(-1) as string];
  if (typeof name !== 'string' || name === '') return;
  const keys = [key, ...asList(items).map((item) => asObject(item).key)].filter((each): each is string => typeof each === 'string' && each !== '');
  uses.push({ pod, kind, name, keys, via, optional: optional === true, path, container });
}
