import { literalPair, mayTakeCredential, optionInScript, optionsWithValue } from '../../../analysis/command-credential';
import { credentialIn, isCredentialName, isReference } from '../../../analysis/credential';
import { asList, asObject, Container, Json, PodTemplate } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
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
  edition: '2026.11',
  bad: {
    'an option': { set: { [`${CONTAINER}.args`]: ['--db-password=hunter2'] } },
    'an option and its value': { set: { [`${CONTAINER}.args`]: ['--user', 'shop', '--password', 'hunter2'] } },
    'an option of a shell command': { set: { [`${CONTAINER}.command`]: ['sh', '-c', 'redis-server --requirepass hunter2 --port 6379'] } },
    'an option of a program that does not say so': { set: { [`${CONTAINER}.command`]: ['redis-cli'], [`${CONTAINER}.args`]: ['-a', 'hunter2', 'ping'] } },
    'an option and its value in one word': { set: { [`${CONTAINER}.livenessProbe`]: { exec: { command: ['sh', '-c', 'mysqladmin ping -uroot -phunter2'] } } } },
    'what a Secret is made from': {
      set: { [`${CONTAINER}.command`]: ['sh', '-c', 'kubectl create secret generic db --from-literal=password=hunter2'] },
    },
    'a login': { set: { [`${CONTAINER}.command`]: ['sh', '-c', "curl -u 'shop:hunter2' https://db.example.com"] } },
    'a header': { set: { [`${CONTAINER}.command`]: ['sh', '-c', "curl -H 'X-Api-Key: 3f9a1c77' https://db.example.com"] } },
    'a token where etcd would take a kind of tokens': { set: { [`${CONTAINER}.args`]: ['--auth-token=3f9a1c77'] } },
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
    'the path of a file': { set: { [`${CONTAINER}.args`]: ['--password-file=/run/secrets/password', '--token', '/run/secrets/token', '--credentials', 'cloud.json'] } },
    'the name of a Secret': { set: { [`${CONTAINER}.args`]: ['--tls-secret=shop/web-tls', '--secret=web-tls'] } },
    'a switch': { set: { [`${CONTAINER}.args`]: ['--reset-password', '--verbose'] } },
    'the name of a cluster of etcd, and the kind of its tokens': {
      set: { [`${CONTAINER}.args`]: ['--initial-cluster-token=etcd-cluster-1', '--auth-token=simple', '--auth-token', 'jwt,pub-key=/etc/etcd/jwt.pub,sign-method=RS256'] },
    },
    'what is done with a password': { set: { [`${CONTAINER}.args`]: ['users', '--reset-password', 'alice'] } },
    'options that a shell fills in': {
      set: { [`${CONTAINER}.command`]: ['sh', '-c', 'redis-cli -a "$REDIS_PASSWORD" ping && mysqladmin ping -uroot -p"${MYSQL_PASSWORD}" -P3306 && curl -u "shop:$(cat /run/secrets/db)" db'] },
    },
    'a login that Kubernetes fills in': { set: { [`${CONTAINER}.command`]: ['curl', '-u', 'shop:$(DB_PASSWORD)', 'https://db.example.com'] } },
    'an empty password': { set: { [`${CONTAINER}.command`]: ['sh', '-c', "mysql -e \"CHANGE MASTER TO MASTER_PASSWORD='', MASTER_HOST='db'\""] } },
    'a shell command that reads a file': { set: { [`${CONTAINER}.command`]: ['sh', '-c', 'PGPASSWORD="$(cat /run/secrets/password)" psql -h db'] } },
    'a header that is no login': {
      set: { [`${CONTAINER}.livenessProbe`]: { httpGet: { path: '/live', port: 'http', httpHeaders: [{ name: 'Cookie', value: 'session-id=probe' }] } } },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
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
  if (spec.command || spec.args) inCommand([...entriesOf(spec.command, [...path, 'command']), ...entriesOf(spec.args, [...path, 'args'])], found);
  for (let i = 0; i < PROBES.length; i++) {
    const probe = spec[PROBES[i]];
    if (saysSomething(probe)) inHandler(asObject(probe), [...path, PROBES[i]], found);
  }
  if (!spec.lifecycle) return found;
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
  if (exec) inCommand(entriesOf(asObject(exec).command, [...path, 'exec', 'command']), found);
  if (!httpGet) return;
  for (const [i, entry] of asList(asObject(httpGet).httpHeaders).entries()) {
    const { name, value } = asObject(entry);
    if (typeof name !== 'string' || typeof value !== 'string') continue;
    if (isReference(value.replace(/^(?:Basic|Bearer) /, '')) || !(name.toLowerCase() === 'authorization' || isCredentialName(name))) continue;
    found.push({ path: [...path, 'httpGet', 'httpHeaders', i, 'value'], what: `is a literal login, for ${quote(name)}` });
  }
}

function inCommand(entries: readonly Entry[], found: Found[]): void {
  if (entries.length === 0) return;
  let told: Set<number> | undefined;
  const tell = (i: number, what: string): void => {
    if (told?.has(i)) return;
    (told ??= new Set()).add(i);
    const { list, at } = entries[i];
    found.push({ path: [...list, at], what });
  };
  for (let i = 0; i < entries.length; i++) {
    const seen = credentialIn(entries[i].text);
    if (seen !== undefined) tell(i, `holds ${seen}`);
  }
  if (!entries.some(({ text }) => mayTakeCredential(text))) return;
  for (const [i, { text }] of entries.entries()) {
    const option = literalPair(text) ?? (/\s/.test(text) && mayTakeCredential(text) ? optionInScript(text) : undefined);
    if (option !== undefined) tell(i, `holds a literal value for ${quote(option)}`);
  }
  // Without a shell each entry is a word.
  for (const { at, option } of optionsWithValue(entries.map(({ text }) => ({ text, expands: false })))) {
    tell(at, `holds a literal value for ${quote(option)}`);
  }
}

/** An entry of a command and its arguments. */
interface Entry {
  readonly text: string;
  /** The list that it stands in, and its place there. */
  readonly list: Path;
  readonly at: number;
}

function entriesOf(texts: unknown, list: Path): readonly Entry[] {
  const entries: Entry[] = [];
  asList(texts).forEach((text, at) => { if (typeof text === 'string') entries.push({ text, list, at }); });
  return entries;
}
