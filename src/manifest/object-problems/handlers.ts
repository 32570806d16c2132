import { ObjectProblems } from './problems';
import { asObject, Container } from '../model';
import { Path } from '../path';

/**
 * Reports probes and hooks that do nothing, or two things.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3616
 */
export function checkHandlers({ name, path, spec }: Container, problems: ObjectProblems): void {
  for (let i = 0; i < PROBES.length; i++) {
    const probe = spec[PROBES[i]];
    if (typeof probe === 'object' && probe !== null) checkHandler(probe, path, [PROBES[i]], name, problems);
  }
  const { lifecycle } = spec;
  if (typeof lifecycle !== 'object' || lifecycle === null) return;
  for (let i = 0; i < HOOKS.length; i++) {
    const hook = asObject(lifecycle)[HOOKS[i]];
    if (typeof hook === 'object' && hook !== null) checkHandler(hook, path, ['lifecycle', HOOKS[i]], name, problems);
  }
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

function checkHandler(value: object, container: Path, steps: Path, of: string, problems: ObjectProblems): void {
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
  if (first === undefined) problems.add([...container, ...steps], 'does nothing', `add one of ${[...HANDLERS].join(', ')}`, of);
}

const HANDLERS: ReadonlySet<string> = new Set(['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep']);
const SETTINGS: ReadonlySet<string> = new Set([
  'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold', 'terminationGracePeriodSeconds',
]);
