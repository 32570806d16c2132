import { CRD_SCHEMAS, FIELD_VALIDATION } from './references';
import { verdicts } from './verdicts';
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
          properties: {
            spec: {
              type: 'object',
              required: ['schedule'],
              properties: {
                schedule: { type: 'string' },
                keep: { type: 'integer', minimum: 1 },
                after: { type: 'string', format: 'date-time' },
                of: { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' },
                bucket: { type: 'string' },
                volume: { type: 'string' },
              },
              not: { required: ['bucket', 'volume'] },
            },
          },
        },
      },
    }, {
      name: 'v1beta1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } },
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
  edition: '2026.11',
  bad: {
    'a field that is misspelt': backup({ schedule: '@daily', kep: 3 }),
    'another type': backup({ schedule: '@daily', keep: '3' }),
    'a value out of bounds': backup({ schedule: '@daily', keep: 0 }),
    'a field that is needed': backup({ keep: 3 }),
    'a text of another format': backup({ schedule: '@daily', after: '2026-11-31' }),
    'fields that exclude each other': backup({ schedule: '@daily', bucket: 'shop', volume: 'shop' }),
    'an entry that stands twice': backup({ schedule: '@daily', of: ['db', 'db'] }),
    'a version that is not served any more': backup({ schedule: '@daily' }, 'v1beta1'),
    'a version that is not defined': backup({ schedule: '@daily' }, 'v2'),
  },
  good: {
    'fits': backup({ schedule: '@daily', bucket: 'shop', keep: 3, after: '2026-11-30T06:00:00Z', of: ['db', 'files'] }),
    'a definition that is not here': { add: [{ apiVersion: 'acme.io/v1', kind: 'Backup', metadata: { name: 'nightly', namespace: 'shop' }, spec: { keep: 0 } }] },
  },
  * checkEach(objects, policy, model) {
    for (const { resource, verdict, isCustom } of verdicts(objects, policy, model)) {
      if (!isCustom) continue;
      for (const { path, message, remedy } of verdict.problems) yield { at: resource, path, message, remedy };
    }
  },
};
