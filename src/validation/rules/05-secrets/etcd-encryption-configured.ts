import { asList, asObject, Json, Model, Resource } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { nsa } from '../../../standard/reference';
import { Edit, Problem, Rule } from '../../rule';

const KMS = { kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///run/kms.sock' } };

const config = (...resources: readonly object[]): Edit => ({
  add: [{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources }],
});
const providers = (...list: readonly object[]): Edit => config({ resources: ['secrets'], providers: list });
const apiServer = (...args: readonly string[]): Edit => ({
  add: [{
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system', labels: { component: 'kube-apiserver', tier: 'control-plane' } },
    spec: { containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.0', command: ['kube-apiserver', ...args] }] },
  }],
});

export const etcdEncryptionConfigured: Rule = {
  id: 'etcd-encryption-configured',
  title: 'Secrets are encrypted in etcd, with a key that is kept elsewhere',
  item: 5,
  severity: 'error',
  why: 'Without it Secrets stand in etcd and in its backups as they are. The first provider of the first list that covers secrets is the one that writes.',
  references: [
    nsa('secrets'),
    { title: 'Encrypting Confidential Data at Rest', url: 'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#understanding-the-encryption-at-rest-configuration' },
    { title: 'Using a KMS provider for data encryption', url: 'https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/' },
  ],
  edition: '2026.11',
  bad: {
    'secrets are not covered': config({ resources: ['configmaps'], providers: [KMS] }),
    'plain text is written first': providers({ identity: {} }, KMS),
    'an earlier list leaves them in plain text': config({ resources: ['*.*'], providers: [{ identity: {} }] }, { resources: ['secrets'], providers: [KMS] }),
    'no provider': providers(),
    'the old interface to a key service': providers({ kms: { name: 'vault', endpoint: 'unix:///run/kms.sock' } }),
    'a cipher that is no longer advised': providers({ aescbc: { keys: [{ name: 'key1' }] } }),
    'a key in the file': providers({ secretbox: { keys: [{ name: 'key1', secret: 'c2VjcmV0IGlzIHNlY3VyZSwgb3IgaXMgaXQ/PT09PT0=' }] } }),
    'a placeholder for a key': providers(KMS, { secretbox: { keys: [{ name: 'key1', secret: '<key>' }] } }),
    'the API server is not told': apiServer('--authorization-mode=Node,RBAC'),
  },
  good: {
    'a key service': providers(KMS, { identity: {} }),
    'all resources': config({ resources: ['*.*'], providers: [KMS] }),
    'all resources of the core group': config({ resources: ['*.'], providers: [KMS] }),
    'a key that SOPS encrypts': providers({ secretbox: { keys: [{ name: 'key1', secret: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' }] } }),
    'the API server is told': apiServer('--encryption-provider-config=/etc/kubernetes/encryption.yaml'),
  },
  * check(model) {
    for (const resource of model.ofKind('EncryptionConfiguration')) {
      if (resource.group === 'apiserver.config.k8s.io') yield* configProblems(resource);
    }
    yield* apiServerProblems(model);
  },
};

function* configProblems(at: Resource): Iterable<Problem> {
  const lists = asList(at.raw.resources);
  const i = lists.findIndex((list) => asList(asObject(list).resources).some((covered) => COVERS_SECRETS.has(covered)));
  if (i < 0) {
    yield { at, path: ['resources'], message: 'resources has no list that covers secrets', remedy: 'add one with resources ["secrets"] and a kms provider of apiVersion v2' };
  } else {
    const path = ['resources', i, 'providers', 0];
    yield* writerProblems(at, asObject(asList(asObject(lists[i]).providers)[0]), path);
  }
  yield* keyProblems(at, lists);
}

const COVERS_SECRETS: ReadonlySet<unknown> = new Set(['secrets', '*.', '*.*']);

function* writerProblems(at: Resource, provider: Json, path: Path): Iterable<Problem> {
  const [name] = Object.keys(provider);
  if (name === undefined || name === 'identity') {
    yield {
      at,
      path,
      message: `${formatPath(path)} is ${name ?? 'not set'}, so that secrets are written in plain text`,
      remedy: 'put a kms provider of apiVersion v2 first; identity may stay behind it for reading',
    };
  } else if (name === 'kms' && asObject(provider.kms).apiVersion !== 'v2') {
    const version = [...path, 'kms', 'apiVersion'];
    yield {
      at,
      path: version,
      message: `${formatPath(version)} is ${asObject(provider.kms).apiVersion === undefined ? 'not set, which is v1' : 'v1'}, off by default since 1.29`,
      remedy: 'set it to v2, with a plugin that speaks it',
      severity: 'warning',
    };
  } else if (name === 'aescbc' || name === 'aesgcm') {
    yield {
      at,
      path: [...path, name],
      message: `${formatPath(path)} is ${name}, ${name === 'aescbc' ? 'which padding oracle attacks can weaken' : 'whose key has to be changed every 200,000 writes'}`,
      remedy: 'put a kms provider of apiVersion v2 first, or secretbox',
      severity: 'warning',
    };
  }
}

/** A key beside what it locks is no lock; a placeholder is one that somebody forgets to fill in. */
function* keyProblems(at: Resource, lists: readonly unknown[]): Iterable<Problem> {
  for (const [i, list] of lists.entries()) {
    for (const [j, provider] of asList(asObject(list).providers).entries()) {
      for (const [name, value] of Object.entries(asObject(provider))) {
        const k = asList(asObject(value).keys).findIndex((key) => isLiteral(asObject(key).secret));
        if (k < 0) continue;
        const path = ['resources', i, 'providers', j, name, 'keys', k, 'secret'];
        yield { at, path, message: `${formatPath(path)} is a key in a file`, remedy: 'use a kms provider, or encrypt this file with SOPS; change a key that was committed' };
        return;
      }
    }
  }
}

function isLiteral(secret: unknown): boolean {
  return typeof secret === 'string' && secret !== '' && !secret.startsWith('ENC[');
}

function* apiServerProblems(model: Model): Iterable<Problem> {
  for (const pod of model.podsIn('kube-system')) {
    if (pod.owner.kind !== 'Pod') continue;
    for (const { spec, name, path } of pod.containers) {
      const words = [...asList(spec.command), ...asList(spec.args)].filter((word) => typeof word === 'string');
      if (!/(?:^|\/)kube-apiserver$/.test(words[0] ?? '') || words.some((word) => word.startsWith('--encryption-provider-config'))) continue;
      yield {
        at: pod.owner,
        container: name,
        path: [...path, 'command'],
        message: `${formatPath([...path, 'command'])} has no --encryption-provider-config`,
        remedy: 'add it, with a file of kind EncryptionConfiguration',
      };
    }
  }
}
