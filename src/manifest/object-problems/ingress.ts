import { ObjectProblems } from './problems';
import { isIp } from '../ip';
import { asList, asObject, Resource } from '../model';
import { portNameProblem, portNumberProblem, rfc1123SubdomainProblem } from '../name';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L353 */
export function checkIngress({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const rules = asList(spec.rules);
  const { defaultBackend } = spec;
  if ((defaultBackend ?? undefined) !== undefined) checkBackend(defaultBackend, ['spec', 'defaultBackend'], problems);
  else if (rules.length === 0) problems.add(['spec', 'rules'], 'is empty, and spec.defaultBackend is not set', 'write a rule, or a defaultBackend');
  for (let i = 0; i < rules.length; i++) {
    const { host, http } = asObject(rules[i]);
    if (typeof host === 'string' && host !== '' && !hasPlaceholder(host)) checkHost(host, ['spec', 'rules', i, 'host'], problems);
    const paths = asList(asObject(http).paths);
    for (let j = 0; j < paths.length; j++) {
      const { path, pathType, backend } = asObject(paths[j]);
      const place: Path = ['spec', 'rules', i, 'http', 'paths', j];
      checkPath(path, pathType, [...place, 'path'], problems);
      checkBackend(backend, [...place, 'backend'], problems);
    }
  }
}

/** A name, or `*.` and a name. */
function checkHost(host: string, path: Path, problems: ObjectProblems): void {
  if (isIp(host)) problems.add(path, `is ${quote(host)}, an IP address`, 'write a name of DNS, or leave it out');
  else if (!host.startsWith('*.')) problems.addText(path, rfc1123SubdomainProblem(host));
  else problems.addText(path, rfc1123SubdomainProblem(host.slice(2))?.replace(quote(host.slice(2)), () => quote(host)));
}

function checkPath(text: unknown, type: unknown, path: Path, problems: ObjectProblems): void {
  const isOptional = type !== 'Exact' && type !== 'Prefix';
  if ((text ?? '') === '') {
    if (!isOptional) problems.add(path, `is not set, and the pathType is ${String(type)}`, 'write / for everything');
  } else if (typeof text === 'string' && !text.startsWith('/') && !hasPlaceholder(text)) {
    problems.add(path, `is ${quote(text)}`, 'begin it with /');
  } else if (!isOptional && typeof text === 'string') {
    const [step] = AMBIGUOUS.exec(text) ?? [];
    if (step !== undefined && !hasPlaceholder(text)) problems.add(path, `is ${quote(text)}, which has ${quote(step)}`, 'write it without, or use the pathType ImplementationSpecific');
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L50 */
const AMBIGUOUS = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L504 */
function checkBackend(backend: unknown, path: Path, problems: ObjectProblems): void {
  const { service, resource } = asObject(backend);
  const [hasService, hasResource] = [(service ?? undefined) !== undefined, (resource ?? undefined) !== undefined];
  if (hasService && hasResource) problems.add(path, 'has both service and resource', 'keep one of them');
  if (!hasService && !hasResource && isEmpty(backend)) problems.add(path, 'is empty', 'name a Service and its port');
  if (!hasService || hasResource) return;
  const { name, number } = asObject(asObject(service).port);
  const isNamed = (name ?? '') !== '';
  const isNumbered = (number ?? 0) !== 0;
  const place = [...path, 'service', 'port'];
  if (isNamed && isNumbered) problems.add(place, 'has both name and number', 'keep one of them');
  else if (!isNamed && !isNumbered) problems.add(place, 'is not set', 'write the name or the number of a port of the Service');
  else if (typeof number === 'number') problems.addText([...place, 'number'], portNumberProblem(number));
  else if (typeof name === 'string' && !hasPlaceholder(name)) problems.addText([...place, 'name'], portNameProblem(name));
}

/** What has other fields has them wrong, which the schema says. */
function isEmpty(backend: unknown): boolean {
  return typeof backend === 'object' && backend !== null && Object.keys(backend).length === 0;
}
