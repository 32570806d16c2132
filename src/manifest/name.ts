import { quote } from './quote';

/**
 * What is wrong with an RFC 1123 label, such as the name of a namespace, a container or a volume.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function rfc1123LabelProblem(text: string): string | undefined {
  if (text.length <= MAX_LABEL && LABEL.test(text)) return undefined;
  return `${quote(text)} is not an RFC 1123 label; use lower case letters, digits and '-', at most ${MAX_LABEL}, starting and ending with a letter or digit`;
}

/**
 * What is wrong with an RFC 1123 subdomain, such as the name of a Deployment or a ConfigMap.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function rfc1123SubdomainProblem(text: string): string | undefined {
  if (isSubdomain(text)) return undefined;
  return `${quote(text)} is not an RFC 1123 subdomain; use labels of lower case letters, digits and '-', joined by '.', at most ${MAX_SUBDOMAIN} in all`;
}

/**
 * What is wrong with an RFC 1035 label, such as the name of a Service before Kubernetes 1.36.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function rfc1035LabelProblem(text: string): string | undefined {
  if (text.length <= MAX_LABEL && /^[a-z]/.test(text) && LABEL.test(text)) return undefined;
  return `${quote(text)} is not an RFC 1035 label; use lower case letters, digits and '-', at most ${MAX_LABEL}, starting with a letter and ending with a letter or digit`;
}

/**
 * What is wrong with a name that only has to be a part of a path, such as that of a Role: `system:controller` is fine.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names
 */
export function pathSegmentProblem(text: string): string | undefined {
  if (!/[/%]/.test(text) && text !== '.' && text !== '..') return undefined;
  return `${quote(text)} is not a part of a path; use no '/' and no '%', and not '.' or '..' alone`;
}

/**
 * What is wrong with the key of a label.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labelKeyProblem(text: string): string | undefined {
  return qualifiedNameProblem(text, 'a label key', isSubdomain);
}

/** What is wrong with the key of an annotation: a label key, whose prefix may have upper case. */
export function annotationKeyProblem(text: string): string | undefined {
  return qualifiedNameProblem(text, 'an annotation key', (prefix) => isSubdomain(prefix.toLowerCase()));
}

/** What is wrong with the value of a label; it may be empty. */
export function labelValueProblem(text: string): string | undefined {
  if (text === '' || isQualified(text)) return undefined;
  return `${quote(text)} is not a label value; use letters, digits, '-', '_' and '.', at most ${MAX_LABEL}, starting and ending with a letter or digit`;
}

/** What is wrong with the name of a port (an IANA service name): at most 15 characters, one of them a letter. */
export function portNameProblem(text: string): string | undefined {
  if (text.length <= MAX_PORT_NAME && LABEL.test(text) && /[a-z]/.test(text) && !text.includes('--')) return undefined;
  return `${quote(text)} is not a port name; use lower case letters, digits and single '-' between them, at most ${MAX_PORT_NAME}, with a letter among them`;
}

/** What is wrong with the number of a port. */
export function portNumberProblem(port: number): string | undefined {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return undefined;
  return `${typeof port === 'string' ? quote(port) : String(port)} is not a port number; use a whole number from 1 to 65535`;
}

/** What is wrong with a port that stands by number or by name. */
export function portProblem(port: number | string): string | undefined {
  return typeof port === 'number' ? portNumberProblem(port) : portNameProblem(port);
}

/** What is wrong with the name of an environment variable in every version of Kubernetes. */
export function envVarNameProblem(text: string): string | undefined {
  if (/^[A-Za-z_.-][A-Za-z0-9_.-]*$/.test(text) && !isParentPath(text)) return undefined;
  return `${quote(text)} is not an environment variable name; use letters, digits, '_', '-' and '.', not starting with a digit or '..'`;
}

/**
 * What is wrong with the name of an environment variable since Kubernetes 1.32, which takes every printable character but '='.
 * @see https://www.kubernetes.dev/resources/keps/4369/
 */
export function relaxedEnvVarNameProblem(text: string): string | undefined {
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(text)) return undefined;
  return `${quote(text)} is not an environment variable name; use printable ASCII characters other than '='`;
}

/** What is wrong with a key of a ConfigMap or Secret. */
export function configKeyProblem(text: string): string | undefined {
  if (text.length <= MAX_SUBDOMAIN && /^[A-Za-z0-9_.-]+$/.test(text) && !isParentPath(text)) return undefined;
  return `${quote(text)} is not a key of a ConfigMap or Secret; use letters, digits, '-', '_' and '.', at most ${MAX_SUBDOMAIN}, not '.' and not starting with '..'`;
}

const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;
const MAX_PORT_NAME = 15;

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const QUALIFIED = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

function isSubdomain(text: string): boolean {
  // Most have no dot.
  return text.length <= MAX_SUBDOMAIN && (LABEL.test(text) || text.split('.').every((label) => LABEL.test(label)));
}

function isQualified(text: string): boolean {
  return text.length <= MAX_LABEL && QUALIFIED.test(text);
}

function qualifiedNameProblem(text: string, noun: string, isPrefix: (prefix: string) => boolean): string | undefined {
  const slash = text.indexOf('/');
  if (slash >= 0 && !isPrefix(text.slice(0, slash))) {
    return `${quote(text)} is not ${noun}; before the '/' write a DNS subdomain such as example.com`;
  }
  if (isQualified(text.slice(slash + 1))) return undefined;
  return `${quote(text)} is not ${noun}; use letters, digits, '-', '_' and '.', at most ${MAX_LABEL}, starting and ending with a letter or digit, after an optional prefix and '/'`;
}

/** The kubelet writes environment and keys to files, where these would leave the folder. */
function isParentPath(text: string): boolean {
  return text === '.' || text.startsWith('..');
}
