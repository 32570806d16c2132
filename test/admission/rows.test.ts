import { evaluatePolicy, inCel } from './evaluate';
import { randomPods } from './random-pods';
import { policies } from '../../src/admission/policies';
import { defaultedPodSpec } from '../../src/manifest/defaults';
import { Json } from '../../src/manifest/model';
import { formatPath } from '../../src/manifest/path';
import { Control } from '../../src/standard/control';
import { HARDENING } from '../../src/standard/hardening';
import { Pod, violations } from '../../src/standard/judge';
import { POD_SECURITY } from '../../src/standard/pod-security';

const ROWS: readonly Control[] = [...POD_SECURITY, ...HARDENING];
const MINORS = [25, 31, 34, 35, 37];

/** The policy of each row, as it is printed for a minor. */
function policiesOf(minor: number): Map<string, Json> {
  const printed = policies({ minor }).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  return new Map(printed.map((policy) => [((policy.metadata as Json).labels as Json)['cdk8s-hardened/rule'] as string, policy]));
}

describe.each(MINORS)('at policy minor 1.%d', (minor) => {
  const printed = policiesOf(minor);
  const rows = ROWS.filter(({ since = 0 }) => since <= minor);

  it('prints a policy for each row', () => {
    expect(rows.filter(({ id }) => !printed.has(id))).toEqual([]);
  });

  it('finds the same places as the rows, in 1,000 random pods of all shapes', () => {
    const differences: string[] = [];
    const broken = new Set<string>();
    randomPods(1000 + minor, 1000).forEach((raw, i) => {
      const pod = { metadata: raw.metadata, spec: defaultedPodSpec(raw.spec) };
      const { object, at } = SHAPES[i % SHAPES.length](pod);
      const created = inCel(object);
      for (const row of rows) {
        const ours = [...new Set(violations([row], pod, minor).map(({ path }) => at + place(path, pod)))].sort();
        const theirs = [...new Set((evaluatePolicy(printed.get(row.id)!, created)?.places ?? []).map((text) => text.replace(/ is (?!.* is ).*$/s, '')))].sort();
        if (ours.length > 0) broken.add(row.id);
        if (ours.join('\n') !== theirs.join('\n')) differences.push(`${row.id}: ${JSON.stringify({ ours, theirs, pod })}`);
      }
    });
    expect(differences.slice(0, 3)).toEqual([]);
    // What is never broken was never compared.
    expect(rows.filter(({ id }) => !broken.has(id)).map(({ id }) => id)).toEqual([]);
  });
});

it('lets a container be added to debug a pod, which cannot have resources', () => {
  const pod = (more: Json): unknown => inCel({ kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a' }], ...more } });
  const resources = policies({ rules: ['resources-*'] }).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  expect(resources).toHaveLength(5);
  for (const policy of resources) {
    expect(evaluatePolicy(policy, pod({}))?.places).toHaveLength(1);
    expect(evaluatePolicy(policy, pod({ ephemeralContainers: [{ name: 'debugger' }] }))?.places).toHaveLength(1);
  }
});

it('uses no regular expressions', () => {
  expect(JSON.stringify(policies({ registries: ['ghcr.io/acme/'], deniedRegistries: ['docker.io'] }))).not.toMatch(/\.matches\(|\.find\(|\.findAll\(/);
});

/** A pod in each of the places where objects keep one. */
const SHAPES: readonly ((pod: Pod) => { readonly object: Json; readonly at: string })[] = [
  (pod) => ({ object: { apiVersion: 'v1', kind: 'Pod', ...pod, metadata: { ...pod.metadata as Json, namespace: 'shop' } }, at: '' }),
  (pod) => ({ object: { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'a' }, template: pod }, at: 'template.' }),
  ...['ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job'].map((kind) => (pod: Pod) => ({
    object: { kind, metadata: { name: 'a' }, spec: { template: pod } }, at: 'spec.template.',
  })),
  (pod) => ({ object: { kind: 'CronJob', metadata: { name: 'a' }, spec: { jobTemplate: { spec: { template: pod } } } }, at: 'spec.jobTemplate.spec.template.' }),
];

/** A place as policies name it: entries of lists by their name, and what is in a list of an entry all together. */
function place(path: readonly (string | number)[], pod: Pod): string {
  let text = '';
  let value: unknown = pod;
  for (const [i, step] of path.entries()) {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
    if (typeof step !== 'number') text = formatPath([...text === '' ? [] : [text], step]).replace(/^\["(.*?)"\]/, '$1');
    else if (i === 2 && path[1] !== 'securityContext') text += `{${String((value as Json).name)}}`;
    else text += '[*]';
  }
  return text;
}
