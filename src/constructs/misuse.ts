import { IConstruct } from 'constructs';
import { quote } from '../manifest/quote';

/** An error in how our API is used: says the construct, what was found, and what to write instead. */
export function misuse(at: IConstruct | string, problem: string): Error {
  const path = typeof at === 'string' ? at : at.node.path;
  return new Error(path === '' ? problem : `${path}: ${problem}`);
}

/** A value that is not what was asked for, as a message shows it: TypeScript stops nobody who writes JavaScript. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
