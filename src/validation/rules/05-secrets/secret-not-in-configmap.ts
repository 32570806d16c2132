import { credentialIn, credentialLine, isCredential, mayHaveCredentialLine } from '../../../analysis/credential';
import { asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const data = (entries: object): Edit => ({ on: 'ConfigMap/flags', set: { data: entries } });

export const secretNotInConfigmap: Rule = {
  id: 'secret-not-in-configmap',
  title: 'ConfigMaps hold no credentials',
  item: 5,
  severity: 'error',
  development: 'warning',
  why: 'ConfigMaps are not encrypted in etcd, the role view reads them, and nobody who hands out access to them thinks of passwords.',
  references: [
    mitre('T1552.001'),
    { title: 'ConfigMaps', url: 'https://kubernetes.io/docs/concepts/configuration/configmap/' },
    { title: 'Good practices for Kubernetes Secrets', url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/' },
  ],
  edition: '2026.11',
  bad: {
    'the key says so': data({ DB_PASSWORD: 'hunter2' }),
    'the key that Rails signs its cookies with': data({ SECRET_KEY_BASE: '5f2c8e0b1d' }),
    'the key of an application of Laravel': data({ APP_KEY: 'base64:HqSU9nOyo9mZDTKiOpme/DavOMnIdvlpxKVHkb5p+HI=' }),
    'lines of a file of variables': data({ '.env': 'APP_NAME=shop\nAPP_KEY=base64:HqSU9nOyo9mZDTKiOpme/DavOMnIdvlpxKVHkb5p+HI=\n' }),
    'a key of Azure in a file of variables': data({ '.env': 'APP_NAME=shop\nAZURE_STORAGE_KEY=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1\n' }),
    'a line of a file': data({ 'application.properties': 'server.port=8080\nspring.datasource.password=hunter2\n' }),
    'a line of a file of Redis': data({ 'redis.conf': 'port 6379\nrequirepass hunter2xyz\n' }),
    'a field of a JSON file': data({ 'config.json': '{\n  "port": 8080,\n  "apiKey": "3f9a1c77"\n}' }),
    'a private key': data({ 'server.pem': '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC\n-----END RSA PRIVATE KEY-----\n' }),
    'a password in a URL': data({ 'app.yaml': 'database: postgres://shop:hunter2@db:5432/shop' }),
  },
  good: {
    'settings about passwords': data({ PASSWORD_MIN_LENGTH: '12', TOKEN_TTL: '15m', PASSWORD_FILE: '/run/secrets/db' }),
    'keys by their names': data({ 'AZURE_KEYVAULT_KEY': 'orders', 'APP_KEY': 'shop', '.env': 'APP_KEY=shop\nAPP_KEY=base64:${KEY}\nAZURE_KEYVAULT_KEY=orders\n' }),
    'a file with references': data({ 'app.yaml': 'password: ${DB_PASSWORD}\ntoken: "{{ .Values.token }}"\nsecret: web-tls\n' }),
    'the name of a cluster of etcd, and the kind of its tokens': data({ 'ETCD_INITIAL_CLUSTER_TOKEN': 'etcd-cluster-1', 'etcd.yaml': 'name: a\nauth-token: jwt,sign-method=RS256\n' }),
    'what a script replaces when the pod starts': data({ 'redis.conf': 'port 6379\nrequirepass replace-default-auth\nmasterauth replace-default-auth\n' }),
    'a program that reads a password': data({ 'start.sh': '#!/bin/sh\nPASSWORD=$(cat /run/secrets/password)\npassword = args.password\n# password=\nexec app\n' }),
    'the words of a language': data({ 'messages_de.properties': 'login.user=Benutzer\nlogin.password=Passwort\n' }),
    'certificates for everybody': data({ 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' }),
    'a schema': data({ 'schema.yaml': 'user: string\npassword: string\n' }),
  },
  * checkEach(objects) {
    for (const resource of objects.ofKind('ConfigMap')) {
      const values = asObject(resource.raw.data);
      for (const key of Object.keys(values)) {
        const value = values[key];
        if (typeof value !== 'string') continue;
        const found = what(key, value);
        if (found === undefined) continue;
        yield {
          at: resource,
          path: ['data', key],
          message: `${formatPath(['data', key])} ${found}`,
          remedy: 'take it out, change the credential, and keep it in a Secret that a store fills',
        };
      }
    }
  },
};

function what(key: string, value: string): string | undefined {
  const seen = credentialIn(value);
  if (seen !== undefined) return `holds ${seen}`;
  if (!value.includes('\n')) {
    if (value.length <= 200 && isCredential(key, value)) return 'is plain text, and its name says that it is a credential';
    const line = credentialLine(value);
    return line === undefined ? undefined : `holds a value for ${quote(line)}`;
  }
  if (!mayHaveCredentialLine(value) || TRANSLATIONS.test(key)) return undefined;
  let number = 0;
  for (const line of value.slice(0, MAX_TEXT).split('\n', MAX_LINES)) {
    number += 1;
    const name = credentialLine(line);
    if (name !== undefined) return `holds a value for ${quote(name)}, on its line ${number}`;
  }
  return undefined;
}

/** Files that say what a password is called in a language. */
const TRANSLATIONS = /(?:^|[._-])(?:i18n|l10n|lang|locales?|messages|translations?|strings|labels)(?:[._-]|$)/i;

const MAX_TEXT = 262_144;
const MAX_LINES = 10_000;
