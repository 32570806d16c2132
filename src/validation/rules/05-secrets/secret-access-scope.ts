import { accessOf } from '../../../analysis/access';
import { configUses } from '../../../analysis/config-use';
import { covers } from '../../../analysis/escalation';
import { isBootstrap, Subject } from '../../../analysis/role';
import { Model, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const VOLUME = { name: 'db', secret: { secretName: 'db', defaultMode: 0o440 } };
const READ = { apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] };

/** Web mounts the Secret, and the API may read it. */
const shared = (rule: object = READ): Edit => ({
  on: 'Deployment/web',
  set: { 'spec.template.spec.volumes[1]': VOLUME },
  remove: ['Role/api'],
  add: [{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'api', namespace: 'shop' }, rules: [rule] }],
});

export const secretAccessScope: Rule = {
  id: 'secret-access-scope',
  title: 'A Secret is read over the API only by those whose pods use it',
  item: 5,
  severity: 'warning',
  development: 'info',
  why: 'A Secret that one workload mounts belongs to it. Another one that may read it by its name is a second way to the credential, which nobody sees in the workload.',
  references: [cis('5.1.2'), mitre('T1552.007')],
  edition: '2026.11',
  bad: {
    'mounted by one, readable by another': shared(),
  },
  good: {
    'nobody mounts it': { on: 'Role/api', set: { rules: [READ] } },
    'mounted by who reads it': { set: { 'spec.template.spec.volumes[1]': VOLUME }, remove: ['Role/api'], add: shared().add },
    'a program that keeps it up to date': shared({ ...READ, verbs: ['get', 'update', 'patch'] }),
    'another name': shared({ ...READ, resourceNames: ['tls'] }),
  },
  * check(model) {
    const users = usersOfSecrets(model);
    if (users.size === 0) return;
    for (const role of accessOf(model).roles) {
      if (isBootstrap(role.at)) continue;
      for (const rule of role.rules) {
        // Who may also write it looks after it: a rotation of certificates, for example.
        if (rule.resourceNames.length === 0 || !rule.verbs.includes('get') || rule.verbs.some((verb) => WRITES.has(verb))) continue;
        if (!rule.apiGroups.includes('') || !rule.resources.some((resource) => covers(resource, 'secrets'))) continue;
        for (const [i, name] of rule.resourceNames.entries()) {
          for (const binding of role.bindings.slice(0, MAX_BINDINGS)) {
            const used = users.get(`${binding.at.namespace}/${name}`);
            const stranger = used && binding.subjects.slice(0, MAX_SUBJECTS).find((subject) => isStranger(subject, used));
            if (used === undefined || stranger === undefined) continue;
            const path = [...rule.path, 'resourceNames', i];
            yield {
              at: role.at,
              path,
              message: `${formatPath(path)} is ${quote(name)}: ServiceAccount ${quote(stranger.name)} may read this Secret, and ${used.pods[0].owner.kind} ${quote(used.pods[0].owner.name)} uses it`,
              remedy: 'take it out, or give the program a Secret of its own',
            };
            break;
          }
        }
      }
    }
  },
};

const WRITES: ReadonlySet<string> = new Set(['update', 'patch', '*']);
/** Of more than these the first are looked at, so that no input takes long. */
const MAX_BINDINGS = 20;
const MAX_SUBJECTS = 20;

interface Users {
  readonly pods: PodTemplate[];
  readonly accounts: Set<string>;
}

/** The pods that use each Secret, and the ServiceAccounts that they run as, by namespace and name. */
function usersOfSecrets(model: Model): ReadonlyMap<string, Users> {
  const users = new Map<string, Users>();
  for (const { kind, name, pod } of model.parts().flatMap(configUses)) {
    if (kind !== 'Secret') continue;
    const key = `${pod.namespace}/${name}`;
    const known = users.get(key) ?? { pods: [], accounts: new Set() };
    known.pods.push(pod);
    known.accounts.add(pod.serviceAccountName);
    users.set(key, known);
  }
  return users;
}

/** Whether the ServiceAccount, whose pods are of the same namespace, has none that uses the Secret. */
function isStranger({ kind, name, namespace }: Subject, { pods, accounts }: Users): boolean {
  return kind === 'ServiceAccount' && namespace === pods[0].namespace && !accounts.has(name);
}
