import { literalOption } from '../../../analysis/command-credential';
import { credentialIn, isCredential } from '../../../analysis/credential';
import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const ENV = 'spec.template.spec.containers[0].env';
const env = (name: string, value: unknown): Edit => ({ set: { [ENV]: [{ name, value }] } });

export const secretNotInEnvLiteral: Rule = {
  id: 'secret-not-in-env-literal',
  title: 'No credential stands in the environment of a container as plain text',
  item: 5,
  severity: 'error',
  development: 'warning',
  why: 'Whoever may read the workload, its file in Git or the output of kubectl describe reads the credential; it cannot be changed without a rollout, and no store guards it.',
  references: [
    mitre('T1552.007'),
    { title: 'Good practices for Kubernetes Secrets', url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/' },
  ],
  edition: '2026.11',
  bad: {
    'the name says so': env('DB_PASSWORD', 'hunter2'),
    'a name in camel case': env('apiKey', '3f9a1c'),
    'a default that nobody changed': env('MYSQL_ROOT_PASSWORD', 'changeme'),
    'the key that Rails signs its cookies with': env('SECRET_KEY_BASE', '5f2c8e0b1d'),
    'a key of Azure': env('AZURE_STORAGE_KEY', 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1'),
    'the key of a user of Oracle Cloud': env('OCI_CLI_KEY_CONTENT', 'TUlJRXBBSUJBQUtDQVFFQQ=='),
    'the key of an application of Laravel': env('APP_KEY', 'base64:HqSU9nOyo9mZDTKiOpme/DavOMnIdvlpxKVHkb5p+HI='),
    'the value is a token of GitHub': env('CONFIG', `ghp_${'a1B2'.repeat(9)}`),
    'a password in a URL': env('DATABASE_URL', 'postgres://shop:hunter2@db:5432/shop'),
    'a password in a connection string': env('ConnectionStrings__Shop', 'Server=db;Database=shop;User Id=shop;Password=hunter2;'),
    'a password among the parameters of a URL': env('JDBC_URL', 'jdbc:postgresql://db:5432/shop?user=shop&password=hunter2'),
    'an option that another program takes': env('JAVA_TOOL_OPTIONS', '-Xmx512m -Dspring.datasource.password=hunter2'),
    'a private key': env('SIGNER', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI\n-----END EC PRIVATE KEY-----'),
    'in an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'migrate', image: 'ghcr.io/acme/api:1', env: [{ name: 'PGPASSWORD', value: 'hunter2' }] }] } },
  },
  good: {
    'from a Secret': { set: { [ENV]: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] } },
    'the path of a file': env('DB_PASSWORD_FILE', '/run/secrets/db/password'),
    'a file of Kafka by its name': env('KAFKA_SSL_KEYSTORE_CREDENTIALS', 'broker_keystore_creds'),
    'the name of a cluster of etcd': env('ETCD_INITIAL_CLUSTER_TOKEN', 'etcd-cluster-1'),
    'the kind of the tokens of etcd': env('ETCD_AUTH_TOKEN', 'simple'),
    'a path under a telling name': env('AWS_WEB_IDENTITY_TOKEN', '/var/run/secrets/token'),
    'a reference to another variable': env('PASSWORD', '$(DB_PASSWORD)'),
    'a URL whose password is a reference': env('DATABASE_URL', 'postgres://shop:$(DB_PASSWORD)@db:5432/shop'),
    'a connection string whose password is a reference': env('ConnectionStrings__Shop', 'Server=db;User Id=shop;Password=$(DB_PASSWORD);'),
    'options without one': env('JAVA_TOOL_OPTIONS', '-Xmx512m -Dspring.datasource.password=${DB_PASSWORD} -Djava.security.egd=file:/dev/urandom'),
    'the name of a key in a vault': env('AZURE_KEYVAULT_KEY', 'orders'),
    'the name of a key, by its name': env('AZURE_KEY_NAME', 'orders'),
    'the vault of a key': env('AZURE_STORAGE_KEY', 'https://shop.vault.azure.net/keys/storage'),
    'a key that everybody may have': env('AZURE_SSH_PUBLIC_KEY', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5'),
    'a key that data are stored by': env('AZURE_COSMOS_PARTITION_KEY', '/customer'),
    'a key of an application, which is a name': env('APP_KEY', 'shop'),
    'the name of a Secret': env('TLS_SECRET_NAME', 'web-tls'),
    'a number about tokens': env('MAX_TOKENS', '4096'),
    'a switch': env('ALLOW_EMPTY_PASSWORD', 'true'),
    'a lifetime': env('TOKEN_TTL', '15m'),
    'a URL without a password': env('TOKEN_URL', 'https://login.example.com/oauth/token'),
    'nothing': env('DB_PASSWORD', ''),
    'a digest': env('REVISION', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const container of pod.containers) {
        const variables = asList(container.spec.env);
        for (let i = 0; i < variables.length; i++) {
          const { name, value } = asObject(variables[i]);
          if (typeof value !== 'string' && typeof value !== 'number') continue;
          const text = String(value);
          const seen = credentialIn(text);
          const telling = seen === undefined && typeof name === 'string' && isCredential(name, text);
          const option = seen === undefined && !telling ? literalOption(text) : undefined;
          if (seen === undefined && !telling && option === undefined) continue;
          const path = [...container.path, 'env', i, 'value'];
          const variable = typeof name === 'string' ? `env ${quote(name)}` : 'the variable';
          yield {
            at: pod.owner,
            container: container.name,
            path,
            message: telling
              ? `${formatPath(path)} is plain text, and ${variable} names a credential`
              : `${formatPath(path)} holds ${seen ?? `a literal value for ${quote(option!)}`}, in ${variable}`,
            remedy: 'take it out, change the credential, and mount it from a Secret as a file',
          };
        }
      }
    }
  },
};
