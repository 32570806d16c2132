import { asList, asObject, Model } from '../../../manifest/model';
import { ContainerDefaults } from '../../../manifest/pod-resources';

/**
 * What the LimitRanges of a namespace give to containers that say nothing: a limit is the default or else the maximum, a request the default, the
 * limit or the minimum. Where several LimitRanges differ, the API server takes any; here it is the first.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function containerDefaults(model: Model, namespace: string): ContainerDefaults {
  let byNamespace = known.get(model);
  if (byNamespace === undefined) known.set(model, byNamespace = new Map());
  let defaults = byNamespace.get(namespace);
  if (defaults === undefined) byNamespace.set(namespace, defaults = readDefaults(model, namespace));
  return defaults;
}

const known = new WeakMap<Model, Map<string, ContainerDefaults>>();

function readDefaults(model: Model, namespace: string): ContainerDefaults {
  const requests: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  for (const range of model.inNamespace('LimitRange', namespace)) {
    if (range.group !== '') continue;
    for (const entry of asList(range.spec.limits)) {
      const item = asObject(entry);
      if (item.type !== 'Container') continue;
      for (const map of [item.default, item.max]) addMissing(limits, map);
      for (const map of [item.defaultRequest, item.default, item.max, item.min]) addMissing(requests, map);
    }
  }
  return { requests, limits };
}

function addMissing(into: Record<string, unknown>, map: unknown): void {
  const from = asObject(map);
  for (const name in from) {
    if ((from[name] ?? undefined) !== undefined && !Object.hasOwn(into, name)) into[name] = from[name];
  }
}
