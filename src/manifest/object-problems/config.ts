import { ObjectProblems } from './problems';
import { asObject, Resource } from '../model';
import { configKeyProblem } from '../name';
import { hasPlaceholder } from '../placeholder';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L8190 */
export function checkConfigMap({ raw }: Resource, _: number, problems: ObjectProblems): void {
  checkKeys(raw.data, 'data', problems);
  checkKeys(raw.binaryData, 'binaryData', problems);
  const binary = asObject(raw.binaryData);
  const texts = asObject(raw.data);
  for (const key in binary) {
    if (Object.hasOwn(texts, key)) problems.add(['binaryData', key], 'stands in data too', 'remove one of them');
  }
}

/**
 * What is in stringData is moved to data.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L8088
 */
export function checkSecret({ raw }: Resource, _: number, problems: ObjectProblems): void {
  const [data, texts] = [asObject(raw.data), asObject(raw.stringData)];
  checkKeys(data, 'data', problems);
  checkKeys(texts, 'stringData', problems);
  const needed = typeof raw.type === 'string' ? NEEDED_KEYS.get(raw.type) : undefined;
  if (needed === undefined || [data, texts].some((values) => Object.keys(values).some(hasPlaceholder))) return;
  for (const key of needed) {
    if (!Object.hasOwn(data, key) && !Object.hasOwn(texts, key)) problems.add(['data', key], `is not set, and the type is ${String(raw.type)}`, 'set it, or use the type Opaque');
  }
}

/** What each type of Secret has to have, if only as an empty value. */
const NEEDED_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
]);

function checkKeys(values: unknown, field: string, problems: ObjectProblems): void {
  for (const key in asObject(values)) {
    const problem = configKeyProblem(key);
    if (problem !== undefined && !hasPlaceholder(key)) problems.addText([field, key], problem);
  }
}
