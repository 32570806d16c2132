import { credentialIn, isCredentialName, isCredentialOption, isReference, mayNameCredential } from '../../../analysis/credential';
import { asList, asObject, Container, Json, PodTemplate } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { EDITION } from '../../../standard/edition';
import { mitre } from '../../../standard/reference';
import { Problem, Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';

export const secretNotInArgs: Rule = {
  id: 'secret-not-in-args',
  title: 'No credential stands in a command line, a probe or an annotation',
  item: 5,
  severity: 'error',
  development: 'warning',
  why: 'Command lines are seen by every process of the node, and with the probes and annotations by everybody who may read the workload.',
  references: [
    mitre('T1552.001'),
    { title: 'Good practices for Kubernetes Secrets', url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/' },
  ],
  edition: EDITION,
  bad: {
    'an option': { set: { [`${CONTAINER}.args`]: ['--db-password=hunter2'] } },
    'an option and its value': { set: { [`${CONTAINER}.args`]: ['--user', 'shop', '--password', 'hunter2'] } },
    'a shell command': { set: { [`${CONTAINER}.command`]: ['sh', '-c', 'PGPASSWORD=hunter2 psql -h db'] } },
    'a token of GitLab': { set: { [`${CONTAINER}.command`]: ['app', `glpat-${'a1B2c'.repeat(4)}`] } },
    'a probe that logs in': {
      set: { [`${CONTAINER}.livenessProbe`]: { httpGet: { path: '/live', port: 'http', httpHeaders: [{ name: 'Authorization', value: 'Basic c2hvcDpodW50ZXIy' }] } } },
    },
    'the command of a probe': { set: { [`${CONTAINER}.livenessProbe`]: { exec: { command: ['redis-cli', '--pass=hunter2', 'ping'] } } } },
    'an annotation': { set: { 'metadata.annotations': { 'acme.io/database': 'postgres://shop:hunter2@db:5432/shop' } } },
    'an annotation of the pod': { set: { 'spec.template.metadata.annotations': { 'acme.io/key': `AKIA${'ABCD'.repeat(4)}` } } },
  },
  good: {
    'a reference': { set: { [`${CONTAINER}.args`]: ['--db-password=$(DB_PASSWORD)', '--token=${TOKEN}', '--password', '$(PASSWORD)'] } },
    'the path of a file': { set: { [`${CONTAINER}.args`]: ['--password-file=/run/secrets/password', '--token', '/run/secrets/token'] } },
    'the name of a Secret': { set: { [`${CONTAINER}.args`]: ['--tls-secret=shop/web-tls', '--secret=web-tls'] } },
    'a switch': { set: { [`${CONTAINER}.args`]: ['--reset-password', '--verbose'] } },
    'an empty password': { set: { [`${CONTAINER}.command`]: ['sh', '-c', "mysql -e \"CHANGE MASTER TO MASTER_PASSWORD='', MASTER_HOST='db'\""] } },
    'a shell command that reads a file': { set: { [`${CONTAINER}.command`]: ['sh', '-c', 'PGPASSWORD="$(cat /run/secrets/password)" psql -h db'] } },
    'a header that is no login': {
      set: { [`${CONTAINER}.livenessProbe`]: { httpGet: { path: '/live', port: 'http', httpHeaders: [{ name: 'Cookie', value: 'session-id=probe' }] } } },
    },
  },
  * check(model) {
    for (const pod of model.pods()) {
      for (const container of pod.containers) {
        for (const { path, what } of inContainer(container)) yield problem(pod, path, what, container.name);
      }
      for (const { path, what } of inAnnotations(pod)) yield problem(pod, path, what);
    }
  },
};

function problem(pod: PodTemplate, path: Path, what: string, container?: string): Problem {
  return {
    at: pod.owner,
    container,
    path,
    message: `${formatPath(path)} ${what}`,
    remedy: 'take it out, change the credential, and let the program read it from a file',
  };
}

interface Found {
  readonly path: Path;
  readonly what: string;
}

function inAnnotations({ owner, metadata, path }: PodTemplate): readonly Found[] {
  const found: Found[] = [];
  inMap(owner.annotations, ['metadata', 'annotations'], found);
  // The annotations of a Pod are those of the object.
  if (path.length > 0 && metadata.annotations) inMap(asObject(metadata.annotations), [...path, 'metadata', 'annotations'], found);
  return found;
}

function inMap(annotations: Json, path: Path, found: Found[]): void {
  for (const key in annotations) {
    const value = annotations[key];
    const seen = typeof value === 'string' ? credentialIn(value) : undefined;
    if (seen !== undefined) found.push({ path: [...path, key], what: `holds ${seen}` });
  }
}

function inContainer({ spec, path }: Container): readonly Found[] {
  const found: Found[] = [];
  if (spec.command) inCommand(spec.command, [...path, 'command'], found);
  if (spec.args) inCommand(spec.args, [...path, 'args'], found);
  for (const probe of PROBES) if (saysSomething(spec[probe])) inHandler(asObject(spec[probe]), [...path, probe], found);
  const lifecycle = asObject(spec.lifecycle);
  for (const hook of HOOKS) if (saysSomething(lifecycle[hook])) inHandler(asObject(lifecycle[hook]), [...path, 'lifecycle', hook], found);
  return found;
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

function saysSomething(handler: unknown): boolean {
  const { exec, httpGet } = asObject(handler);
  return Boolean(exec || httpGet);
}

function inHandler({ exec, httpGet }: Json, path: Path, found: Found[]): void {
  if (exec) inCommand(asObject(exec).command, [...path, 'exec', 'command'], found);
  if (!httpGet) return;
  for (const [i, entry] of asList(asObject(httpGet).httpHeaders).entries()) {
    const { name, value } = asObject(entry);
    if (typeof name !== 'string' || typeof value !== 'string') continue;
    if (isReference(value.replace(/^(?:Basic|Bearer) /, '')) || !(name.toLowerCase() === 'authorization' || isCredentialName(name))) continue;
    found.push({ path: [...path, 'httpGet', 'httpHeaders', i, 'value'], what: `is a literal login, for ${quote(name)}` });
  }
}

function inCommand(list: unknown, path: Path, found: Found[]): void {
  const entries = asList(list);
  for (const [i, entry] of entries.entries()) {
    if (typeof entry !== 'string') continue;
    const seen = credentialIn(entry);
    const option = seen === undefined && mayNameCredential(entry) ? literalOption(entry) ?? separateOption(entry, entries[i + 1]) : undefined;
    if (seen !== undefined) found.push({ path: [...path, i], what: `holds ${seen}` });
    else if (option !== undefined) found.push({ path: [...path, i], what: `holds a literal value for ${quote(option)}` });
  }
}

/** `--password=hunter2`, alone or among the words of a shell command. */
function literalOption(text: string): string | undefined {
  for (const word of text.slice(0, MAX_TEXT).split(/\s/, MAX_WORDS)) {
    const equals = word.indexOf('=');
    if (equals < 1 || equals > 200) continue;
    const name = word.slice(0, equals).replace(/^["']?(?:-D|-{1,2})?/, '');
    const value = word.slice(equals + 1).replace(/^["']+|["',;)]+$/g, '');
    if (/^[\w.-]+$/.test(name) && isCredentialOption(name) && !value.startsWith('$') && !isReference(value)) return name;
  }
  return undefined;
}

/** `--password`, with its value as the next entry. */
function separateOption(text: string, next: unknown): string | undefined {
  if (!/^--[a-z][\w.-]{0,100}$/i.test(text) || typeof next !== 'string' || next.startsWith('-') || !isCredentialOption(text)) return undefined;
  return next.startsWith('$') || isReference(next) ? undefined : text;
}

const MAX_TEXT = 65_536;
const MAX_WORDS = 5_000;
