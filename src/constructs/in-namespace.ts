import { Json } from './plain';

/** A namespace by its name: the label that the API server sets on each. */
export function inNamespace(name: string): Json {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}
