import { CallError } from './call-error';
import { nearest } from '../../manifest/nearest';
import { quote } from '../../manifest/quote';
import { Framework, Level } from '../../standard/control';
import { minorOf } from '../../standard/target';
import { dateProblem } from '../../standard/waiver';
import { Severity } from '../../validation/finding';

/** The levels that a namespace may have. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const satisfies readonly Level[];

/** The weight from which on a finding fails the run. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const satisfies readonly (Severity | 'never')[];

/** The weights of rules. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** The frameworks whose controls rules name. */
export const FRAMEWORKS = ['pss', 'cis', 'nsa', 'mitre'] as const satisfies readonly Framework[];

/** The shells that completion is for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** When text has colours. */
export const COLOR = ['auto', 'always', 'never'] as const;

/** The minors that the schemas know, for completion; any minor is taken. */
export const MINORS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** A parser for an option that takes one of a few words. */
export function oneOf<T extends string>(option: string, choices: readonly T[]): (value: string) => T {
  return (value) => {
    const found = choices.find((word) => word === value);
    if (found === undefined) throw new CallError(`${option}: ${unknownWord(value, choices)}`);
    return found;
  };
}

/** `'restrictd' is not one of baseline, restricted; did you mean 'restricted'`. */
export function unknownWord(value: string, choices: readonly string[]): string {
  const near = nearest(value, choices) ?? begun(value, choices);
  return `${quote(value)} is not one of ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${quote(near)}`}`;
}

/** `warn` is no typing error, and yet says what is meant. */
function begun(value: string, choices: readonly string[]): string | undefined {
  return value.length < 2 ? undefined : choices.find((choice) => choice.startsWith(value) || value.startsWith(choice));
}

/** A Kubernetes version, checked. */
export function kubernetesVersion(value: string): string {
  try {
    minorOf(value);
  } catch (error) {
    throw new CallError(`--kubernetes-version: ${quote(value)} is not a Kubernetes version; write it as '1.36'`, { cause: error });
  }
  return value;
}

/** A day, checked. */
export function day(value: string): string {
  const problem = dateProblem(value);
  if (problem !== undefined) throw new CallError(`--date: ${problem}`);
  return value;
}

/** Words with commas between them; the option may be given more than once. */
export function words(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((word) => word.trim()).filter((word) => word !== '')];
}

/** The option may be given more than once. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
