import { baseOfImage, KnownBase } from './image-base';
import { knownImages } from './image-use';
import { IMAGE_SECURITY, MITRE_COMMAND } from './references';
import { asList, asObject, Container } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Edit, Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';
const distroless = (fields: Readonly<Record<string, unknown>>): Edit => ({
  set: { [`${CONTAINER}.image`]: 'gcr.io/distroless/nodejs24-debian13:nonroot', ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${CONTAINER}.${field}`, value])) },
});
const declared = (fields: Readonly<Record<string, unknown>>): Edit => ({
  set: {
    'spec.template.metadata.annotations["cdk8s-hardened/base-image"]': 'gcr.io/distroless/static-debian13',
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${CONTAINER}.${field}`, value])),
  },
});

export const imageDistrolessCommand: Rule = {
  id: 'image-distroless-command',
  title: 'Nothing asks for a shell in an image that has none',
  item: 1,
  severity: 'error',
  why: 'A container of a distroless image that starts, probes or stops through a shell does not start, is never ready or is killed; or the image is not what it is said to be.',
  references: [IMAGE_SECURITY, MITRE_COMMAND, { title: 'Distroless container images', url: 'https://github.com/GoogleContainerTools/distroless' }],
  edition: '2026.11',
  bad: {
    'as its command': distroless({ command: ['/bin/sh', '-c', 'exec node server.js'] }),
    'as its arguments': distroless({ args: ['bash', '-c', 'node server.js'] }),
    'as its liveness probe': distroless({ livenessProbe: { exec: { command: ['sh', '-c', 'true'] } } }),
    'as its readiness probe': distroless({ readinessProbe: { exec: { command: ['curl', '-f', 'http://localhost:8080/ready'] } } }),
    'as its startup probe': distroless({ startupProbe: { exec: { command: ['cat', '/tmp/healthy'] } } }),
    'before it stops': distroless({ lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } }),
    'after it started': distroless({ lifecycle: { postStart: { exec: { command: ['/bin/bash', '-c', 'echo up'] } } } }),
    'in an image that is said to be distroless': declared({ command: ['/bin/sh', '-c', '/api'] }),
    'the package manager': declared({ command: ['apk', 'add', 'curl'] }),
    'in a chiselled image': { set: { [`${CONTAINER}.image`]: 'mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled', [`${CONTAINER}.command`]: ['bash'] } },
  },
  good: {
    'its own program': distroless({ command: ['/nodejs/bin/node', 'server.js'] }),
    'an argument of its own program': distroless({ args: ['server.js', 'sh'] }),
    'a file of that name': distroless({ args: ['./sh.js'] }),
    'a program that was put into an image': declared({ livenessProbe: { exec: { command: ['/bin/curl', 'http://localhost:8080'] } } }),
    'an image of which nothing is known': { set: { [`${CONTAINER}.command`]: ['/bin/sh', '-c', '/api'] } },
    'an image that may have a shell': { set: { [`${CONTAINER}.image`]: 'cgr.dev/chainguard/postgres:17', [`${CONTAINER}.command`]: ['/bin/sh'] } },
    'the debug variant': { set: { [`${CONTAINER}.image`]: 'gcr.io/distroless/static-debian13:debug', [`${CONTAINER}.command`]: ['sh'] } },
  },
  * checkEach(objects) {
    for (const use of knownImages(objects)) {
      const { pod, container } = use;
      if (container === undefined || container.list === 'ephemeralContainers') continue;
      const known = baseOfImage(use);
      if (known.base.outcome !== 'recognised' || !known.base.family.shellFree) continue;
      for (const { path, program, instead } of programs(container)) {
        if (!isAbsent(program, known)) continue;
        yield {
          at: pod.owner,
          container: container.name,
          path,
          message: `${formatPath(path)} is ${quote(program)}, which ${known.declared === undefined ? `an image of ${known.base.family.name} does not have` : `the base ${quote(known.declared.text)} does not have`}`,
          remedy: instead,
        };
      }
    }
  },
};

interface Program {
  readonly path: Path;
  readonly program: string;
  readonly instead: string;
}

/** What the kubelet and the runtime start in a container, as far as the manifest says it. */
function* programs({ path, spec }: Container): Iterable<Program> {
  const start = first(spec.command);
  // Where the image brings the program, arguments are for it; where it brings none, the first is the program.
  const field = start === undefined ? 'args' : 'command';
  const program = start ?? first(spec.args);
  if (program !== undefined && (field === 'command' || SHELLS.has(basename(program)))) {
    yield { path: [...path, field, 0], program, instead: 'start the program itself, without a shell around it' };
  }
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const asked = first(asObject(asObject(spec[probe]).exec).command);
    if (asked !== undefined) yield { path: [...path, probe, 'exec', 'command', 0], program: asked, instead: 'probe with httpGet, grpc or tcpSocket' };
  }
  for (const hook of ['postStart', 'preStop']) {
    const asked = first(asObject(asObject(asObject(spec.lifecycle)[hook]).exec).command);
    if (asked !== undefined) yield { path: [...path, 'lifecycle', hook, 'exec', 'command', 0], program: asked, instead: 'use httpGet or sleep, or do it in the program' };
  }
}

/** Into an image that is built on a base tools may have been put, but not a shell: then it would be no longer what it is said to be. */
function isAbsent(program: string, { declared: said }: KnownBase): boolean {
  const name = basename(program);
  return SHELLS.has(name) || (said === undefined && TOOLS.has(name));
}

const SHELLS: ReadonlySet<string> = new Set([
  'sh', 'bash', 'ash', 'dash', 'ksh', 'zsh', 'busybox', 'apk', 'apt', 'apt-get', 'dnf', 'dpkg', 'microdnf', 'rpm', 'tdnf', 'yum',
]);
const TOOLS: ReadonlySet<string> = new Set([
  'awk', 'cat', 'chmod', 'chown', 'cp', 'curl', 'date', 'dig', 'echo', 'env', 'find', 'grep', 'hostname', 'id', 'kill', 'killall', 'ls', 'mkdir', 'mv',
  'nc', 'netstat', 'nslookup', 'pgrep', 'ping', 'pidof', 'pkill', 'printf', 'ps', 'pwd', 'rm', 'sed', 'sleep', 'stat', 'sync', 'tail', 'tar', 'tee',
  'telnet', 'test', 'timeout', 'touch', 'true', 'wget', 'whoami', 'xargs',
]);

function first(list: unknown): string | undefined {
  const value = asList(list)[0];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function basename(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
