import { CRD_SCHEMAS, FIELD_VALIDATION } from './references';
import { verdicts } from './verdicts';
import { EDITION } from '../../../standard/edition';
import { Edit, Rule } from '../../rule';

const CRD = {
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
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { spec: { type: 'object', required: ['schedule'], properties: { schedule: { type: 'string' }, keep: { type: 'integer', minimum: 1 } } } },
        },
      },
    }],
  },
};
const backup = (spec: object, version = 'v1'): Edit => ({ add: [CRD, { apiVersion: `acme.io/${version}`, kind: 'Backup', metadata: { name: 'nightly', namespace: 'shop' }, spec }] });

export const schemaCrdValid: Rule = {
  id: 'schema-crd-valid',
  title: 'Custom resources fit the schema of their definition',
  item: 10,
  severity: 'error',
  why: 'The API server drops what the schema of a custom resource does not have, and refuses what does not fit it, when the rest is already applied.',
  references: [CRD_SCHEMAS, FIELD_VALIDATION],
  edition: EDITION,
  bad: {
    'a field that is misspelt': backup({ schedule: '@daily', kep: 3 }),
    'another type': backup({ schedule: '@daily', keep: '3' }),
    'a value out of bounds': backup({ schedule: '@daily', keep: 0 }),
    'a field that is needed': backup({ keep: 3 }),
  },
  good: {
    'fits': backup({ schedule: '@daily', keep: 3 }),
    'a version that is not defined': backup({ anything: 1 }, 'v2'),
    'a definition that is not here': { add: [{ apiVersion: 'acme.io/v1', kind: 'Backup', metadata: { name: 'nightly', namespace: 'shop' }, spec: { keep: 0 } }] },
  },
  * check(model, policy) {
    for (const { resource, verdict, isCustom } of verdicts(model, policy.minor)) {
      if (!isCustom) continue;
      for (const { path, message, remedy } of verdict.problems) yield { at: resource, path, message, remedy };
    }
  },
};
