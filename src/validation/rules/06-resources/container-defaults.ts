import { asList, asObject, Model, Resource } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { ContainerDefaults } from '../../../manifest/pod-resources';

/**
 * What the LimitRanges of a namespace give to containers that say nothing: a limit is the default or else the maximum, a request the default, the
 * limit or the minimum. Where several LimitRanges differ, the API server takes any; here it is the first.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function containerDefaults(model: Model, namespace: string): ContainerDefaults {
  return given(model, namespace);
}

/** The first LimitRange of a namespace. */
export function firstLimitRange(model: Model, namespace: string): Resource | undefined {
  return given(model, namespace).first;
}

interface Given extends ContainerDefaults {
  readonly first?: Resource;
}

function given(model: Model, namespace: string): Given {
  const byNamespace = known(model);
  let found = byNamespace.get(namespace);
  if (found === undefined) byNamespace.set(namespace, found = readGiven(model, namespace));
  return found;
}

const known = once((_: Model) => new Map<string, Given>());

function readGiven(model: Model, namespace: string): Given {
  const requests: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  const ranges = model.inNamespace('LimitRange', namespace).filter(({ group }) => group === '');
  for (const range of ranges) {
    for (const entry of asList(range.spec.limits)) {
      const item = asObject(entry);
      if (item.type !== 'Container') continue;
      for (const map of [item.default, item.max]) addMissing(limits, map);
      for (const map of [item.defaultRequest, item.default, item.max, item.min]) addMissing(requests, map);
    }
  }
  return { requests, limits, first: ranges[0] };
}

function addMissing(into: Record<string, unknown>, map: unknown): void {
  const from = asObject(map);
  for (const name in from) {
    if ((from[name] ?? undefined) !== undefined && !Object.hasOwn(into, name)) into[name] = from[name];
  }
}
