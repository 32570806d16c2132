/**
 * Whether a name (of a variable, a key, an option) says that its value is a credential: its last word does. `DB_PASSWORD` and `apiKey` do;
 * `DB_PASSWORD_FILE`, `TOKEN_TTL` and `MAX_TOKENS` say something about one, and `TLS_SECRET` names an object. A few are known as a whole.
 */
export function isCredentialName(name: string): boolean {
  if (!mayNameCredential(name) || name === 'PWD' || name === 'OLDPWD') return false;
  if (KAFKA_FILES.test(name) || ETCD_CLUSTER.test(name)) return false;
  const [before, last] = lastWords(name);
  if (last === 'key' || last === 'keys') return KEY_KINDS.has(before) || isAzureKey(name, before);
  if (last === 'secret' && OBJECTS.has(before)) return false;
  return CREDENTIALS.has(last) || ENDINGS.some((ending) => last.endsWith(ending)) || KNOWN.test(name);
}

/** The same of a name and its literal value, where some names need both: `APP_KEY` is that of Laravel by its value alone. */
export function isCredential(name: string, value: string): boolean {
  return (isCredentialName(name) || isLaravelKey(name, value)) && !isReference(value) && !isTokenKind(name, value);
}

/**
 * Whether it says which kind of tokens etcd makes, and how: other programs take a token under the same name.
 * @see https://etcd.io/docs/v3.5/op-guide/configuration/
 */
export function isTokenKind(name: string, value: string): boolean {
  return /^(?:-{0,2}auth-token|ETCD_AUTH_TOKEN)$/.test(name) && /^(?:simple|jwt(?:,.*)?)$/.test(value);
}

/**
 * The same for options of commands, among which `--secret` and `--webhook-secret` mostly name an object; `--client-secret` holds a credential. What
 * does something with one, such as `--reset-password`, has none for its value.
 */
export function isCredentialOption(name: string): boolean {
  if (!mayNameCredential(name)) return false;
  const [before, last] = lastWords(name);
  return last === 'secret' ? HELD_SECRETS.has(before) : !DEEDS.has(before) && isCredentialName(name);
}

/** Whether any word of a text can name a credential: nearly none does, and to take a text apart takes far longer. */
export function mayNameCredential(text: string): boolean {
  return NAMED_SOMEWHERE.test(text);
}

/** The last two words of a name, in lower case; numbers do not count. */
function lastWords(name: string): readonly [string, string] {
  if (name.length > MAX_NAME) return ['', ''];
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '' && !/^\d+$/.test(word));
  return [words.at(-2) ?? '', words.at(-1) ?? ''];
}

/** `AZURE_STORAGE_KEY` and its like hold a key; that of a vault is the name of one. */
function isAzureKey(name: string, before: string): boolean {
  return AZURE_KEY.test(name) && !NO_KEYS.has(before);
}

/** @see https://laravel.com/docs/encryption#configuration */
function isLaravelKey(name: string, value: string): boolean {
  return name === 'APP_KEY' && /^base64:[A-Za-z0-9+/]{20}/.test(value);
}

/**
 * What a line of a file says about a credential: the name before `=` or `:`, where a literal stands behind it. Only passwords and keys that are
 * named so in full: configuration is full of tokens and secrets that are names of something else.
 */
export function credentialLine(line: string): string | undefined {
  const text = line.slice(0, 500);
  const match = /^[\s"'-]{0,40}([A-Za-z][\w.-]{0,100})["']?[ \t]{0,20}[:=][ \t]{0,20}(.*)$/.exec(text) ?? REDIS_LINE.exec(text);
  if (match === null) return undefined;
  const [, name, rest] = match;
  const value = rest.trim().replace(/[,;]$/, '').replace(/^(["'])(.*)\1$/, '$2');
  if (!/^[^\s(){}[\]<>$*|"'`]{3,200}$/.test(value) || TYPES.has(value.toLowerCase())) return undefined;
  // In programs: `password = args.password`.
  if (isCredentialName(value) || !isCredential(name, value)) return undefined;
  return SURE.test(name) ? name : undefined;
}

/** Whether any line of a file can say something about a credential; nearly no file does, and to look at its lines takes far longer. */
export function mayHaveCredentialLine(text: string): boolean {
  return SURE_SOMEWHERE.test(text);
}

/**
 * What a value itself shows to be a credential, such as "a private key", or undefined. Only forms that nothing else has: guessing by randomness would
 * report digests and ids.
 */
export function credentialIn(value: string): string | undefined {
  const text = value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
  if (!SHOWN_SOMEWHERE.test(text)) return undefined;
  const shown = FORMS.find(({ hint, form }) => text.includes(hint) && form.test(text));
  if (shown !== undefined) return shown.what;
  if (hasPasswordInUrl(text)) return 'a URL with a password';
  return hasPasswordAmongPairs(text) ? 'a connection string with a password' : undefined;
}

/** Whether a value stands for a credential that is kept elsewhere: a reference, a path, a switch, a placeholder that a tool fills in, or nothing. */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text === '' || SWITCHES.has(text.toLowerCase())) return true;
  if (REFERENCES.some((beginning) => text.startsWith(beginning))) return true;
  if (/^\$[A-Z_][A-Z0-9_]{0,100}$/.test(text) || /^%[A-Z0-9_]{1,100}%$/.test(text)) return true;
  if (/^<[^<>]{0,200}>$/.test(text) || /^[*x\u2022]{3,200}$/i.test(text) || /^ENC\[/.test(text)) return true;
  // What the chart of redis-ha, which Argo CD installs, replaces when a pod starts.
  if (/^replace-default-(?:sentinel-)?auth$/.test(text)) return true;
  // A file by its name, a path of one, or an address without a password in it.
  if (/^[\w./-]{1,200}\.(?:json|ya?ml|toml|ini|conf|properties|env|txt|pem|key|crt|cer|jks|p12|pfx)$/i.test(text)) return true;
  if (/^\.{0,2}\/[\w.-]{1,100}\/[\w./-]{1,200}$/.test(text)) return true;
  return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) && !hasPasswordInUrl(text);
}

/** `scheme://user:password@host`, where the password is not a reference itself. */
function hasPasswordInUrl(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    USER_INFO.lastIndex = at + 3;
    const match = USER_INFO.exec(text);
    if (match !== null && !/[$<{%*]/.test(match[1][0]) && !/^x{3,}$/i.test(match[1])) return true;
  }
  return false;
}

/** `Server=db;User Id=shop;Password=hunter2`, or `jdbc:postgresql://db/shop?user=shop&password=hunter2`. */
function hasPasswordAmongPairs(text: string): boolean {
  for (const [, value] of text.matchAll(PAIR)) {
    if (!/[$<{%*]/.test(value[0]) && !isReference(value)) return true;
  }
  return false;
}

/** Secrets that are objects of Kubernetes: the variable holds their name. */
const OBJECTS: ReadonlySet<string> = new Set(['tls', 'ssl', 'cert', 'certificate', 'ca', 'pull', 'imagepull', 'kube', 'kubernetes', 'k8s', 'ingress']);

/**
 * Images of Kafka take the name of a file that holds the password.
 * @see https://github.com/apache/kafka/blob/trunk/docker/resources/common-scripts/configure
 */
const KAFKA_FILES = /_SSL_(?:KEY|KEYSTORE|TRUSTSTORE)_CREDENTIALS$/;

/**
 * The token of a cluster of etcd is a name that keeps its members from those of another.
 * @see https://etcd.io/docs/v3.5/op-guide/configuration/
 */
const ETCD_CLUSTER = /(?:^|[-_])initial[-_]cluster[-_]token$/i;

const HELD_SECRETS: ReadonlySet<string> = new Set(['client', 'cookie', 'session', 'jwt', 'app', 'hmac', 'signing', 'shared', 'auth']);

const DEEDS: ReadonlySet<string> = new Set([
  'allow', 'ask', 'change', 'disable', 'enable', 'forgot', 'generate', 'no', 'prompt', 'require', 'reset', 'rotate', 'show', 'skip', 'use', 'with',
]);

const SURE_NAMES = [
  'passw(?:or)?d', 'passphrase', 'requirepass', 'masterauth', 'api[-_.]?key', 'secret[-_.]?key', 'secret[-_.]?access[-_.]?key', 'private[-_.]?key', 'client[-_.]?secret',
  'auth[-_.]?token', 'secret_key_base', 'azure_\\w{1,100}_key', 'oci_cli_key_content', 'app_key',
].join('|');
const SURE = new RegExp(`(?:${SURE_NAMES})$`, 'i');
const SURE_SOMEWHERE = new RegExp(SURE_NAMES, 'i');
/** In the configuration of Redis a blank stands between name and value. */
const REDIS_LINE = /^[ \t]{0,40}(requirepass|masterauth)[ \t]{1,40}(.*)$/;
const TYPES: ReadonlySet<string> = new Set(['string', 'str', 'text', 'bytes', 'required', 'optional', 'undefined', 'secret', 'file', 'env', 'prompt', 'ask']);

const MAX_NAME = 256;
const MAX_TEXT = 262_144;

const PAIR = /[;?&] {0,2}(?:password|pwd|sharedaccesskey) {0,2}= {0,2}["']?([^\s;&"']{1,200})/gi;
const USER_INFO = /[^\s:@/'"`]{0,100}:([^\s@/'"`]{1,200})@[\w.$([-]/y;

const CREDENTIALS: ReadonlySet<string> = new Set(['password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode', 'secret', 'token', 'credential', 'credentials', 'apikey', 'jwt', 'requirepass', 'masterauth']);
const ENDINGS: readonly string[] = ['password', 'passwd', 'apikey', 'clientsecret', 'authtoken', 'accesstoken', 'secretkey', 'accesskey', 'privatekey'];
/** What every name of a credential has in it, by the two lists above and the one below. */
const NAMED_SOMEWHERE = /pass|pwd|secret|token|credential|key|jwt|masterauth/iu;
const KEY_KINDS: ReadonlySet<string> = new Set([
  'api', 'access', 'secret', 'private', 'encryption', 'signing', 'master', 'shared', 'account', 'auth', 'hmac', 'jwt', 'session', 'license',
]);

/** That of Rails, which signs and encrypts cookies, and the private key of a user of Oracle Cloud. */
const KNOWN = /(?:^|_)(?:SECRET_KEY_BASE|OCI_CLI_KEY_CONTENT)$/i;
const AZURE_KEY = /^AZURE_\w{1,100}_KEY$/i;
/** Keys that are no secret: names, and what others may see. */
const NO_KEYS: ReadonlySet<string> = new Set(['vault', 'keyvault', 'kv', 'public', 'partition', 'row', 'routing', 'instrumentation', 'tag']);

const SWITCHES: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', '0', '1', 'null', 'none', 'nil', 'enabled', 'disabled', 'redacted']);
const REFERENCES: readonly string[] = [
  '$(', '${', '{{', 'vault:', 'ref+', 'op://', 'sm://', 'secretref:', 'file:', 'env:', 'arn:aws:', 'projects/', 'azurekeyvault:', 'awssm:',
];

/** A text that has to be there, so that the form is tried only where it can match; no form can backtrack. */
const FORMS: readonly { readonly hint: string; readonly form: RegExp; readonly what: string }[] = [
  { hint: 'PRIVATE KEY', form: /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/, what: 'a private key' },
  { hint: 'eyJ', form: /\beyJ[\w-]{10,300}\.eyJ[\w-]{10,4000}\.[\w-]{10}/, what: 'a JSON Web Token' },
  { hint: 'AKIA', form: /\bAKIA[0-9A-Z]{16}\b/, what: 'an AWS access key' },
  { hint: 'ASIA', form: /\bASIA[0-9A-Z]{16}\b/, what: 'an AWS access key' },
  { hint: 'gh', form: /\bgh[pousr]_[0-9A-Za-z]{36}/, what: 'a GitHub token' },
  { hint: 'github_pat_', form: /\bgithub_pat_\w{22}/, what: 'a GitHub token' },
  { hint: 'glpat-', form: /\bglpat-[\w-]{20}/, what: 'a GitLab token' },
  { hint: 'xox', form: /\bxox[baprs]-[0-9A-Za-z-]{10}/, what: 'a Slack token' },
  { hint: 'k_live_', form: /\b[sr]k_live_[0-9A-Za-z]{20}/, what: 'a Stripe key' },
  { hint: 'AIza', form: /\bAIza[\w-]{35}/, what: 'a Google API key' },
  { hint: 'npm_', form: /\bnpm_[0-9A-Za-z]{36}\b/, what: 'an npm token' },
  { hint: 'AGE-SECRET-KEY-1', form: /\bAGE-SECRET-KEY-1[0-9A-Z]{20}/, what: 'an age key' },
  { hint: 'uthorization', form: /\b[Aa]uthorization["']?[:=] {0,5}["']?(?:Bearer|Basic) {1,5}[\w.~+/=-]{8}/, what: 'an Authorization header' },
  { hint: 'AccountKey=', form: /\bAccountKey=[0-9A-Za-z+/]{40}/, what: 'an Azure storage key' },
];

/** What every text that shows a credential has in it: one of the hints, a URL, or a pair of a connection string. */
const SHOWN_SOMEWHERE = new RegExp([
  ...new Set(FORMS.map(({ hint }) => hint)), '://', '[;?&] {0,2}(?:[Pp]assword|[Pp]wd|PASSWORD|PWD|[Ss]hared[Aa]ccess[Kk]ey) {0,2}=',
].join('|'));
