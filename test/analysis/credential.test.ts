import fc from 'fast-check';
import { credentialIn, credentialLine, isCredentialName, isCredentialOption, isReference } from '../../src/analysis/credential';
import { ends } from '../ends';

it.each([
  'PASSWORD', 'DB_PASSWORD', 'PGPASSWORD', 'MYSQL_ROOT_PASSWORD', 'REDIS_PASS', 'mysql_pwd', 'apiKey', 'API_KEY', 'x-api-key', 'STRIPE_SECRET_KEY', 'AWS_SECRET_ACCESS_KEY',
  'clientSecret', 'JWT_SECRET', 'WEBHOOK_SECRET', 'SESSION_SECRET', 'GITHUB_TOKEN', 'token', 'NPM_AUTHTOKEN', 'PRIVATE_KEY', 'SSH_PASSPHRASE', 'DB_PASSWORD_2', 'spring.datasource.password',
  'SECRET_KEY_BASE', 'secret_key_base', 'AZURE_STORAGE_KEY', 'AZURE_OPENAI_KEY', 'OCI_CLI_KEY_CONTENT',
])('takes %s for the name of a credential', (name) => {
  expect(isCredentialName(name)).toBe(true);
});

it.each([
  'PWD', 'PASSWORD_FILE', 'PASSWORD_MIN_LENGTH', 'TOKEN_TTL', 'TOKEN_URL', 'MAX_TOKENS', 'SECRET_NAME', 'AWS_ACCESS_KEY_ID', 'PUBLIC_KEY', 'PARTITION_KEY', 'KEY', 'TLS_SECRET',
  'IMAGE_PULL_SECRET', 'CERT_SECRET', 'SECRETS_DIR', 'COMPASS', 'TOKENIZER', 'APP_KEY', 'AZURE_KEY', 'AZURE_KEYVAULT_KEY', 'AZURE_KEY_VAULT_KEY', 'AZURE_KEY_NAME',
  'AZURE_SSH_PUBLIC_KEY', 'AZURE_INSTRUMENTATION_KEY', 'KEY_CONTENT', 'OCI_CLI_KEY_FILE', 'KAFKA_SSL_KEYSTORE_CREDENTIALS', 'KAFKA_SSL_KEY_CREDENTIALS',
  'SCHEMA_REGISTRY_SSL_TRUSTSTORE_CREDENTIALS', 'ETCD_INITIAL_CLUSTER_TOKEN', 'initial-cluster-token', '', '___', '1', 'a'.repeat(10_000),
])('leaves %s alone', (name) => {
  expect(isCredentialName(name)).toBe(false);
});

it('tells an option that has a credential from one that does something with it', () => {
  expect(['--reset-password', '--no-password', '--with-token', '--prompt-password'].filter(isCredentialOption)).toEqual([]);
});

it('reads the two lines of Redis that have no sign between name and value', () => {
  expect(['requirepass hunter2', '  masterauth "hunter2"'].filter((line) => credentialLine(line) === undefined)).toEqual([]);
  expect(['# requirepass hunter2', 'requirepass ${REDIS_PASSWORD}', 'requirepass ""', 'requirepass'].filter((line) => credentialLine(line) !== undefined)).toEqual([]);
});

it('knows options that name a Secret', () => {
  expect(['--tls-secret', '--secret', '--webhook-secret'].filter(isCredentialOption)).toEqual([]);
  expect(['--client-secret', '--cookie-secret', '--password', '--token', 'Dspring.datasource.password'].filter((name) => !isCredentialOption(name))).toEqual([]);
});

it.each([
  '', ' ', 'true', 'no', '$(DB_PASSWORD)', '${DB_PASSWORD}', '$DB_PASSWORD', '{{ .Values.password }}', '<password>', '***', 'xxxx', 'vault:kv/data/shop#password', 'ref+vault://kv/shop',
  'op://vault/db/password', '/run/secrets/db/password', './secrets/token', 'credentials.json', 'tls/server.key', 'https://login.example.com/token', 'arn:aws:secretsmanager:eu-west-1:1:secret:db', 'ENC[AES256_GCM,data:x]', '%DB_PASSWORD%', 'replace-default-auth',
])('takes %j for a reference', (value) => {
  expect(isReference(value)).toBe(true);
});

it.each(['hunter2', 'changeme', '1234', 'Pa$$w0rd', '/', 'postgres://shop:hunter2@db/shop', 'aHVudGVyMg=='])('takes %j for a literal', (value) => {
  expect(isReference(value)).toBe(false);
});

it.each([
  ['-----BEGIN PRIVATE KEY-----', 'a private key'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'a private key'],
  [`x ${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N`, 'a JSON Web Token'],
  [`AKIA${'ABCD'.repeat(4)}`, 'an AWS access key'],
  [`ghp_${'a1B2'.repeat(9)}`, 'a GitHub token'],
  [`xoxb-${'1234567890'}-abc`, 'a Slack token'],
  [`AIza${'a1B2c'.repeat(7)}`, 'a Google API key'],
  ['mongodb+srv://shop:hunter2@db.example.com/shop', 'a URL with a password'],
  ['see https://example.com and redis://:hunter2@redis:6379', 'a URL with a password'],
  ['Authorization: Basic c2hvcDpodW50ZXIy', 'an Authorization header'],
  ['Server=db;User Id=shop;Password=hunter2', 'a connection string with a password'],
  ['Endpoint=sb://a.example.com/;SharedAccessKeyName=shop;SharedAccessKey=c2hvcA==', 'a connection string with a password'],
  ['jdbc:mysql://db/shop?user=shop&password=hunter2', 'a connection string with a password'],
])('sees what %s holds', (value, what) => {
  expect(credentialIn(value)).toBe(what);
});

it.each([
  '-----BEGIN CERTIFICATE-----', '-----BEGIN PUBLIC KEY-----', 'ghcr.io/acme/api', 'AKIA', 'https://example.com:8443/a@b', 'postgres://shop:$(PASSWORD)@db/shop', 'http://user:<password>@host',
  'mailto://a@b', 'Authorization: Bearer $TOKEN', 'Authorization: Bearer <token>', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'https://host:8080/path:x@y',
  'Server=db;Password=${DB_PASSWORD};', 'Server=db;Password={your_password};', 'jdbc:mysql://db/shop?password=$(PASSWORD)', 'a;password_file=x', 'let a;$password = b;',
])('sees nothing in %s', (value) => {
  expect(credentialIn(value)).toBeUndefined();
});

it('reads lines of configuration', () => {
  expect(['password=hunter2', '  "apiKey": "3f9a1c77",', 'spring.datasource.password: hunter2', "db_password = 'hunter2';", '- client_secret: abcdef'].filter((line) => credentialLine(line) === undefined))
    .toEqual([]);
  expect([
    'password=', 'password: string', 'password: ${DB_PASSWORD}', 'password = args.password', 'password = read("/run/secret")', '# password', 'password_file=/run/secret', 'token: abc', 'secret: web-tls',
    'if [ "$PASSWORD" = "" ]; then', 'PASSWORD=$(cat /run/secret)', 'password: {{ .password }}', 'passwords: none',
  ].filter((line) => credentialLine(line) !== undefined)).toEqual([]);
});

it('takes time in proportion to the text', () => {
  const hostile = ['eyJ-', 'azure_', 'AZURE_A=', '://', 'a://b:', 'Authorization: Basic ', '-----BEGIN ', 'password=', 'gh', 'AKIA', '"\' -', 'eyJaaaaaaaaaaaa.'];
  fc.assert(fc.property(fc.array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 3 }), (parts) => {
    const text = parts.join('').repeat(Math.floor(1_000_000 / parts.join('').length));
    for (const ask of [credentialIn, credentialLine, isReference, isCredentialName, isCredentialOption]) ends(() => ask(text));
  }), { numRuns: 50 });
});
