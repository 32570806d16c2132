import { CRD_SCHEMAS, FIELD_VALIDATION } from './references';
import { misnamedKind } from './schema-valid';
import { allVerdicts } from './verdicts';
import { isAuditPolicy } from '../../../analysis/audit-policy';
import { Resource } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { apiLifecycle } from '../../../standard/releases';
import { Edit, Rule } from '../../rule';

const custom = (names: readonly string[]): Edit => ({
  add: names.map((name) => ({ apiVersion: 'acme.io/v1', kind: 'Backup', metadata: { name, namespace: 'shop' }, spec: {} })),
});

export const schemaUnknownKind: Rule = {
  id: 'schema-unknown-kind',
  title: 'Every kind has a schema to be held against',
  item: 10,
  severity: 'info',
  why: 'What has no schema here was not checked: fields may be misspelt and values wrong, and nobody said so. Add the CustomResourceDefinition to the input, and it is.',
  references: [CRD_SCHEMAS, FIELD_VALIDATION],
  edition: '2026.11',
  bad: {
    'a custom resource': custom(['nightly']),
    'many of one kind': custom(['nightly', 'weekly', 'monthly']),
  },
  good: {
    'kinds of Kubernetes': {},
    'a kind that is misspelt is another rule\'s': { set: { kind: 'Deploymant' } },
    'an audit policy': { add: [{ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] }] },
    'a kind that was removed is another rule\'s': { add: [{ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'x' } }] },
  },
  * check(model, policy) {
    const unknown = new Map<string, { readonly first: Resource; count: number }>();
    for (const { resource, verdict } of allVerdicts(model, policy)) {
      // Audit policies have rules of their own.
      if (verdict.known || isAuditPolicy(resource)) continue;
      if (apiLifecycle(resource.apiVersion, resource.kind) !== undefined || misnamedKind(resource, model) !== undefined) continue;
      const key = `${resource.apiVersion} ${resource.kind}`;
      const seen = unknown.get(key);
      if (seen === undefined) unknown.set(key, { first: resource, count: 1 });
      else seen.count++;
    }
    for (const { first, count } of unknown.values()) {
      yield {
        at: first,
        path: ['kind'],
        message: `kind is ${quote(first.kind)} of ${quote(first.apiVersion)}, for which there is no schema: ${count === 1 ? 'its fields were' : `the fields of ${count} objects were`} not checked`,
        remedy: 'add its CustomResourceDefinition to the input, or give it to validate with --crds',
      };
    }
  },
};
