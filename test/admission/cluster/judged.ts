import { clusterRules } from '../../../src/admission/cluster/cluster-policies';
import { readPolicySet } from '../../../src/admission/cluster/policy-set';
import { Unknowns } from '../../../src/admission/cluster/unknowns';
import { Model } from '../../../src/manifest/model';
import { formatPath } from '../../../src/manifest/path';
import { loadCel } from '../../../src/run/cel-js';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';

/** What policies say of objects: `rule severity object path: message`, and the notices. */
export interface Judged {
  readonly found: readonly string[];
  readonly notices: readonly string[];
}

/** Evaluates policies, with what else stands in their files, on objects. */
export function judged(files: readonly object[], objects: readonly object[]): Judged {
  const unknowns = new Unknowns();
  const rules = clusterRules(readPolicySet(new Model(files.map((value) => ({ value })))), loadCel(unknowns), unknowns);
  const findings = judge(new Model(objects.map((value) => ({ value }))), DEFAULT_POLICY, rules.rules);
  return {
    found: findings.map(({ rule, severity, object, path, message }) => `${rule} ${severity} ${object.kind}/${object.name} ${formatPath(path)}: ${message}`),
    notices: rules.notices(),
  };
}

/** A policy about Deployments, with a binding that denies. */
export function policy(spec: object, binding: object = {}): object[] {
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'ours' },
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] }] },
        ...spec,
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'everywhere' },
      spec: { policyName: 'ours', validationActions: ['Deny'], ...binding },
    },
  ];
}

/** A policy that asks one thing. */
export function asking(expression: string, spec: object = {}, binding: object = {}): object[] {
  return policy({ validations: [{ expression, message: 'broken' }], ...spec }, binding);
}

/** A Deployment in the namespace shop. */
export function deployment(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', ...metadata },
    spec: {
      selector: { matchLabels: { app: 'api' } },
      template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'ghcr.io/acme/api:1.2.3' }] } },
      ...spec,
    },
  };
}

/** A namespace. */
export function namespace(name: string, labels: object = {}): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
