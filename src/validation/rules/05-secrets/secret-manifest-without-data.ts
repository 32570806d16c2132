import { isReference } from '../../../analysis/credential';
import { asObject, Json } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { isEncrypted, isEncryptedValue } from '../../../manifest/sops';
import { cis, mitre } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const secret = (fields: object): Edit => ({
  add: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, type: 'Opaque', ...fields }],
});

export const secretManifestWithoutData: Rule = {
  id: 'secret-manifest-without-data',
  title: 'Manifests hold no values of Secrets',
  item: 5,
  severity: 'error',
  development: 'warning',
  why: 'Manifests are kept in Git, copied to laptops and read by pipelines; base64 hides nothing. What was committed once stays in the history, and the credential has to be changed.',
  references: [
    cis('5.4.2'),
    mitre('T1552.001'),
    { title: 'Good practices for Kubernetes Secrets: avoid sharing Secret manifests', url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests' },
  ],
  edition: '2026.11',
  bad: {
    'in base64': secret({ data: { password: 'aHVudGVyMg==' } }),
    'as text': secret({ stringData: { password: 'hunter2' } }),
    'a key of a certificate': secret({ type: 'kubernetes.io/tls', data: { 'tls.crt': 'LS0tLS1CRUdJTg==', 'tls.key': 'LS0tLS1CRUdJTg==' } }),
    'SOPS left one value in the clear': secret({
      stringData: { user: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]', password: 'hunter2' },
      sops: { mac: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' },
    }),
  },
  good: {
    'filled in by somebody else': secret({}),
    'only empty values': secret({ data: { password: '' }, stringData: null }),
    'encrypted by SOPS': secret({
      stringData: { password: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' },
      sops: { mac: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' },
    }),
    'references that a tool replaces': secret({ stringData: { password: '<path:kv/data/shop#password>', user: '${DB_USER}', token: 'vault:kv/data/shop#token' } }),
    'a reference in base64': secret({ data: { password: 'dmF1bHQ6a3YvZGF0YS9zaG9wI3Bhc3N3b3Jk' } }),
    'only a public certificate': secret({ data: { 'ca.crt': 'LS0tLS1CRUdJTg==' } }),
    'a custom resource of the same name': { add: [{ apiVersion: 'acme.io/v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, data: { password: 'aHVudGVyMg==' } }] },
  },
  * checkEach(objects) {
    for (const resource of objects.ofKind('Secret')) {
      if (resource.apiVersion !== 'v1') continue;
      const encrypted = isEncrypted(resource.raw);
      for (const field of ['data', 'stringData'] as const) {
        const values = asObject(resource.raw[field]);
        const keys = Object.keys(values).filter((key) => holds(values, key, field, encrypted));
        if (keys.length === 0) continue;
        yield {
          at: resource,
          path: [field, keys[0]],
          message: `${formatPath([field, keys[0]])} holds a value${keys.length > 1 ? `, as do ${keys.length - 1} more keys of ${field}` : ''}`,
          remedy: 'keep it in a secret store and write an ExternalSecret, a SealedSecret, or a file encrypted with SOPS',
        };
      }
    }
  },
};

/** Certificates of an authority, and the numbers of a key exchange, are for everybody to see. */
const PUBLIC: ReadonlySet<string> = new Set(['ca.crt', 'ca.pem', 'ca-bundle.crt', 'dhparam.pem']);

function holds(values: Json, key: string, field: 'data' | 'stringData', encrypted: boolean): boolean {
  const value = values[key];
  if (value === undefined || value === null || value === '' || PUBLIC.has(key)) return false;
  if (typeof value !== 'string') return true;
  if (encrypted && isEncryptedValue(value)) return false;
  if (field === 'stringData') return !isPointer(value);
  return !isPointer(value) && !isPointer(decoded(value));
}

/** A reference of a templating tool; a switch or a path is as much a value as any other. */
function isPointer(value: string): boolean {
  return /^(?:<|\$\(|\$\{|\{\{|vault:|ref\+|op:|sm:|secretref:|azurekeyvault:|awssm:)/.test(value.trimStart()) && isReference(value);
}

/** The beginning of a value in base64: enough to see a reference. */
function decoded(value: string): string {
  return Buffer.from(value.slice(0, 400), 'base64').toString('latin1');
}
