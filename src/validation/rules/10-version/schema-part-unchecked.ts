import { CRD_SCHEMAS, FIELD_VALIDATION } from './references';
import { allVerdicts } from './verdicts';
import { Resource } from '../../../manifest/model';
import { Edit, Rule } from '../../rule';

const definition = (schedule: object, spec: object = {}): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'backups.acme.io' },
  spec: {
    group: 'acme.io',
    scope: 'Namespaced',
    names: { kind: 'Backup', plural: 'backups' },
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { schedule }, ...spec } } } },
    }],
  },
});
const backups = (crd: object, ...names: readonly string[]): Edit => ({
  add: [crd, ...names.map((name) => ({ apiVersion: 'acme.io/v1', kind: 'Backup', metadata: { name, namespace: 'shop' }, spec: { schedule: '@daily' } }))],
});

export const schemaPartUnchecked: Rule = {
  id: 'schema-part-unchecked',
  title: 'Custom resources are held against all of their schema',
  item: 10,
  severity: 'info',
  why: 'The API server knows patterns, formats and functions of CEL that are not read here, and an app that synthesizes without @marcbachmann/cel-js runs no rules in CEL: an object that passes here may still be refused.',
  references: [CRD_SCHEMAS, FIELD_VALIDATION],
  edition: '2026.11',
  bad: {
    'a rule in CEL': backups(definition({ type: 'string' }, { 'x-kubernetes-validations': [{ rule: "self.schedule != ''" }] }), 'nightly', 'weekly'),
    'a format of numbers on books': backups(definition({ type: 'string', format: 'isbn' }), 'nightly'),
    'a pattern that looks ahead': backups(definition({ type: 'string', pattern: '^(?=@)' }), 'nightly'),
  },
  good: {
    'all of it is read': backups(definition({ type: 'string', pattern: '^@' }), 'nightly'),
    'one of several schemas': backups(definition({ type: 'string' }, { oneOf: [{ required: ['schedule'] }, { required: ['at'] }] }), 'nightly'),
    'an integer or a string': backups(definition({ 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }] }), 'nightly'),
    'a rule about what the object does not have': backups(definition({ type: 'string' }, {
      properties: { schedule: { type: 'string' }, to: { 'type': 'object', 'x-kubernetes-validations': [{ rule: 'true' }] } },
    }), 'nightly'),
  },
  * check(model, policy) {
    const unread = new Map<string, { readonly first: Resource; readonly notes: Set<string> }>();
    for (const { resource, verdict } of allVerdicts(model, policy)) {
      if (verdict.notes === undefined) continue;
      const key = `${resource.apiVersion} ${resource.kind}`;
      const known = unread.get(key);
      if (known === undefined) unread.set(key, { first: resource, notes: new Set(verdict.notes) });
      else for (const note of verdict.notes) known.notes.add(note);
    }
    for (const { first, notes } of unread.values()) {
      const [shown, more] = [[...notes].slice(0, 4).join(', '), notes.size - 4];
      yield {
        at: first,
        path: ['kind'],
        message: `of the schema of ${first.kind} not all is read here: ${shown}${more > 0 ? ` and ${more} more` : ''}`,
        remedy: 'let the API server check the rest: kubectl apply --dry-run=server',
      };
    }
  },
};
