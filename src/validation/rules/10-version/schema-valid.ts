import { DEPRECATION_GUIDE, FIELD_VALIDATION } from './references';
import { verdicts } from './verdicts';
import { Model, Resource } from '../../../manifest/model';
import { nearest } from '../../../manifest/nearest';
import { quote } from '../../../manifest/quote';
import { apiVersionsFor, kindsFor, SchemaProblemKind } from '../../../manifest/schema';
import { apiLifecycle } from '../../../standard/releases';
import { Problem, Rule } from '../../rule';

const SPEC = 'spec.template.spec';
const SEALED = 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]';

export const schemaValid: Rule = {
  id: 'schema-valid',
  title: 'Objects have the fields that their kind has, with values of the right type',
  item: 10,
  severity: 'error',
  why: 'A field that is misspelt or stands in the wrong place is dropped without a word by every client that does not ask for strictness; when it was there for security, nothing is secured.',
  references: [FIELD_VALIDATION, DEPRECATION_GUIDE],
  edition: '2026.11',
  bad: {
    'a field that is misspelt': { set: { [`${SPEC}.securtyContext`]: { runAsNonRoot: true } } },
    'a field in the wrong place': { set: { [`${SPEC}.readOnlyRootFilesystem`]: true } },
    'another type': { set: { [`${SPEC}.containers[0].ports[0].containerPort`]: '8080' } },
    'a list that is none': { set: { [`${SPEC}.containers[0].command`]: '/api' } },
    'a value that does not exist': { set: { [`${SPEC}.restartPolicy`]: 'always' } },
    'a quantity that is none': { set: { [`${SPEC}.containers[0].resources.limits.memory`]: '256MB' } },
    'a field that is needed': { unset: ['spec.selector'] },
    'no API version': { unset: ['apiVersion'] },
    'no kind': { unset: ['kind'] },
    'a kind that the API version does not have': { set: { apiVersion: 'v1' } },
    'a version that the group does not have': { set: { apiVersion: 'apps/v2' } },
    'a group that is misspelt': { set: { apiVersion: 'app/v1' } },
    'a kind that is misspelt': { set: { kind: 'Deploymant' } },
    'a field beside those that SOPS encrypted': { set: { [`${SPEC}.hostnam`]: 'api', sops: { mac: SEALED } } },
  },
  good: {
    'nothing where something may be': { set: { [`${SPEC}.nodeSelector`]: null } },
    'a number where Kubernetes takes one for a quantity': { set: { [`${SPEC}.containers[0].resources.limits.cpu`]: 2 } },
    'values that SOPS encrypted': { add: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, data: { password: SEALED }, sops: { mac: SEALED } }] },
    'a custom resource': { add: [{ apiVersion: 'acme.io/v1', kind: 'Deployment', metadata: { name: 'x', namespace: 'shop' }, spec: { anything: 1 } }] },
    'an API that was removed is another rule\'s': { add: [{ apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'x', namespace: 'shop' } }] },
  },
  * checkEach(objects, policy, model) {
    for (const { resource, verdict, isCustom } of verdicts(objects, policy, model)) {
      if (isCustom) continue;
      if (!verdict.known) {
        const misnamed = misnamedKind(resource, model);
        if (misnamed !== undefined) yield misnamed;
        continue;
      }
      for (const { kind, path, message, remedy } of verdict.problems) {
        if (!AVAILABILITY.has(kind)) yield { at: resource, path, message, remedy };
      }
    }
  },
};

/** What is there in another minor is a matter of the target. */
export const AVAILABILITY: ReadonlySet<SchemaProblemKind> = new Set(['unavailable-field', 'removed-field']);

/** Why a kind that Kubernetes does not have is a slip, and no custom resource: the API version or the group is one of Kubernetes. */
export function misnamedKind(resource: Resource, model: Model): Problem | undefined {
  const { apiVersion, kind, group } = resource;
  const versions = apiVersionsFor(kind);
  if (apiVersion === '') return unsaid(resource, 'apiVersion', versions.length === 0 ? 'write the version of the API' : `write ${versions[0]}`);
  if (kind === '') return unsaid(resource, 'kind', 'write the kind of the object');
  if (apiLifecycle(apiVersion, kind) !== undefined) return undefined;
  const kinds = kindsFor(apiVersion);
  // A group without a dot can only be one of Kubernetes: definitions of custom resources must have one.
  const isOfKubernetes = kinds.length > 0 || (group !== '' && !group.includes('.'));
  const elsewhere = versions.filter((version) => isOfKubernetes || groupOf(version) === group);
  if (elsewhere.length > 0) {
    return { at: resource, path: ['apiVersion'], message: `apiVersion is ${quote(apiVersion)}, which has no kind ${kind}`, remedy: `write ${elsewhere[0]}` };
  }
  if (kinds.length === 0 || isDefined(model, resource)) return undefined;
  const meant = nearest(kind, kinds);
  return {
    at: resource,
    path: ['kind'],
    message: `kind is ${quote(kind)}, which ${apiVersion} does not have`,
    remedy: meant === undefined ? 'use a kind of the API' : `write ${meant}`,
  };
}

function unsaid(resource: Resource, field: 'apiVersion' | 'kind', remedy: string): Problem {
  const said = (resource.raw[field] ?? undefined) === undefined ? 'is not set' : resource.raw[field] === '' ? 'is empty' : 'is not a string';
  return { at: resource, path: [field], message: `${field} ${said}`, remedy };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Some projects define kinds in groups that end as those of Kubernetes do. */
function isDefined(model: Model, { group, kind }: Resource): boolean {
  return model.ofKind('CustomResourceDefinition').some(({ spec }) => spec.group === group && (spec.names as { kind?: unknown } | null)?.kind === kind);
}
