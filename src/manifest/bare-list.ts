import { asObject } from './model';

/** Whether a document is a list of objects of Kubernetes, which kubectl does not read: all of them would be left out in silence. */
export function isBareList(value: unknown): boolean {
  return Array.isArray(value) && value.some((entry) => isText(asObject(entry).apiVersion) && isText(asObject(entry).kind));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
