import { itemOf } from './list-item';
import { asList, asObject, Json } from './model';
import { Path } from './path';

/** A place that was meant as an object of Kubernetes and is none. */
export interface Kindless {
  readonly path: Path;
  readonly message: string;
}

/**
 * What kubectl refuses in a document because it does not say of which kind it is: it would be left out in silence, with all that is wrong with it.
 * Files of other tools bear an apiVersion too, the Chart.yaml of Helm for one; an object of Kubernetes has metadata beside it.
 */
export function kindless(value: unknown): readonly Kindless[] {
  if (Array.isArray(value)) {
    const isObject = value.some((entry) => isText(asObject(entry).apiVersion) && isText(asObject(entry).kind));
    return isObject ? [{ path: [], message: 'objects stand in a bare list, which kubectl does not read; put --- between them, or put them into a List' }] : [];
  }
  const object = asObject(value);
  if (isText(object.kind)) return object.kind.endsWith('List') ? itemsWithout(object) : [];
  return isText(object.apiVersion) && isMap(object.metadata) ? [{ path: [], message: `kind is missing${ADVICE}` }] : [];
}

function itemsWithout(list: Json): readonly Kindless[] {
  return asList(list.items).flatMap((item, i) => (
    isMap(item) && !isText(asObject(itemOf(list, item)).kind) && isMap(asObject(item).metadata) ? [{ path: ['items', i], message: `kind of items[${i}] is missing${ADVICE}` }] : []
  ));
}

const ADVICE = ', and nothing of it is judged; write it beside apiVersion';

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
