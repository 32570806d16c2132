import { ObjectProblems } from './problems';
import { asObject, Container, Json } from '../model';
import { Path } from '../path';

/**
 * Reports probes and hooks that do nothing, or two things, and numbers that a probe cannot have.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3616
 */
export function checkHandlers({ name, path, spec }: Container, problems: ObjectProblems): void {
  for (let i = 0; i < PROBES.length; i++) {
    const probe = spec[PROBES[i]];
    if (typeof probe !== 'object' || probe === null) continue;
    checkHandler(probe, path, [PROBES[i]], OF_PROBES, name, problems);
    checkNumbers(asObject(probe), PROBES[i], path, name, problems);
  }
  const { lifecycle } = spec;
  if (typeof lifecycle !== 'object' || lifecycle === null) return;
  for (let i = 0; i < HOOKS.length; i++) {
    const hook = asObject(lifecycle)[HOOKS[i]];
    if (typeof hook === 'object' && hook !== null) checkHandler(hook, path, ['lifecycle', HOOKS[i]], OF_HOOKS, name, problems);
  }
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

function checkHandler(value: object, container: Path, steps: Path, handlers: readonly string[], of: string, problems: ObjectProblems): void {
  const fields = asObject(value);
  let first: string | undefined;
  for (const field in fields) {
    if ((fields[field] ?? undefined) === undefined || SETTINGS.has(field)) continue;
    // What is misspelt may be meant as the one, which the schema says.
    if (!HANDLERS.has(field)) return;
    if (first !== undefined) {
      problems.add([...container, ...steps], `has both ${first} and ${field}`, 'keep one of them', of);
      return;
    }
    first = field;
  }
  if (first === undefined) problems.add([...container, ...steps], 'does nothing', `add one of ${handlers.join(', ')}`, of);
}

/**
 * 0 is the default. How often a probe has to succeed, and how long a pod has to end, do not fit every kind of probe.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3361
 */
function checkNumbers(probe: Json, kind: typeof PROBES[number], container: Path, of: string, problems: ObjectProblems): void {
  for (let i = 0; i < NUMBERS.length; i++) {
    const value = probe[NUMBERS[i]];
    if (typeof value === 'number' && value < 0) problems.add([...container, kind, NUMBERS[i]], `is ${value}`, 'use 0 or more', of);
  }
  const { successThreshold, terminationGracePeriodSeconds: grace } = probe;
  if (kind !== 'readinessProbe' && typeof successThreshold === 'number' && successThreshold > 1) {
    problems.add([...container, kind, 'successThreshold'], `is ${successThreshold}`, 'remove it; only a readinessProbe may ask for more than 1', of);
  }
  if (typeof grace !== 'number') return;
  const path = [...container, kind, 'terminationGracePeriodSeconds'];
  if (kind === 'readinessProbe') problems.add(path, `is ${grace}`, 'remove it; a readinessProbe ends no container', of);
  else if (grace < 1) problems.add(path, `is ${grace}`, 'use 1 or more', of);
}

const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

/** A hook still has tcpSocket, which nothing runs. */
const OF_PROBES: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const OF_HOOKS: readonly string[] = ['exec', 'httpGet', 'sleep'];
const HANDLERS: ReadonlySet<string> = new Set([...OF_PROBES, ...OF_HOOKS]);
const SETTINGS: ReadonlySet<string> = new Set([...NUMBERS, 'terminationGracePeriodSeconds']);
