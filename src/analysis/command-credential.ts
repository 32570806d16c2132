import { isCredentialName, isCredentialOption, isReference, isTokenKind, mayNameCredential } from './credential';
import { ShellWord, shellWords } from '../manifest/shell-words';

/** Whether a word of a command can name a credential, or start a program that takes one: nearly none does. */
export function mayTakeCredential(text: string): boolean {
  return mayNameCredential(text) || PROGRAM_SOMEWHERE.test(text);
}

/** The name of `--password=hunter2` or `DB_PASSWORD=hunter2`, alone or among the words of a shell command. */
export function literalPair(text: string): string | undefined {
  if (!text.includes('=') || !mayNameCredential(text)) return undefined;
  return text.slice(0, MAX_TEXT).split(/\s/, MAX_WORDS).map(nameOfPair).find((name) => name !== undefined);
}

/** The same, where it has to be an option: `-Ddb.password=hunter2` among those that an environment variable holds. */
export function literalOption(text: string): string | undefined {
  if (!text.includes('=') || !text.includes('-') || !mayNameCredential(text)) return undefined;
  return text.slice(0, MAX_TEXT).split(/\s/, MAX_WORDS).filter((word) => word.startsWith('-')).map(nameOfPair).find((name) => name !== undefined);
}

function nameOfPair(word: string): string | undefined {
  // kubectl takes the pairs of a Secret so.
  if (word.startsWith(FROM_LITERAL)) return nameOfPair(word.slice(FROM_LITERAL.length));
  const equals = word.indexOf('=');
  if (equals < 1 || equals > MAX_OPTION) return undefined;
  const name = word.slice(0, equals).replace(/^["']?(?:-D|-{1,2})?/, '');
  const value = word.slice(equals + 1).replace(/^["']+|["',;)]+$/g, '');
  if (!/^[\w.-]+$/.test(name) || !isCredentialOption(name) || isTokenKind(name, value)) return undefined;
  return value.startsWith('$') || isReference(value) ? undefined : name;
}

/** The option of a shell script that has a credential for its value, such as `--password hunter2` or `redis-cli -a hunter2`. */
export function optionInScript(script: string): string | undefined {
  const words = shellWords(script.slice(0, MAX_TEXT));
  for (const { option } of optionsWithValue(words)) return option;
  return undefined;
}

/** The options of a command that have a credential for their value, each with the place of the word that names it. */
export function* optionsWithValue(words: readonly ShellWord[]): Iterable<{ readonly at: number; readonly option: string }> {
  let program: Program | undefined;
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at];
    if (text === '') program = undefined;
    program = PROGRAMS.get(text.slice(text.lastIndexOf('/') + 1)) ?? program;
    const option = optionOf(words[at], words[at + 1], program);
    if (option !== undefined) yield { at, option };
  }
}

function optionOf({ text, expands }: ShellWord, next: ShellWord | undefined, program: Program | undefined): string | undefined {
  if (!text.startsWith('-') || text.length > MAX_OPTION) return undefined;
  if (text === '-H' || text === '--header') return isHeader(next) ? headerName(next!.text) : undefined;
  if (/^--?[a-z][\w.-]{2,}$/i.test(text) && isCredentialOption(text)) return isLiteral(next) && !isTokenKind(text, next!.text) ? text : undefined;
  if (program?.login?.includes(text)) return next !== undefined && isLogin(next) ? text : undefined;
  if (program?.next === text) return isLiteral(next) ? text : undefined;
  const attached = program?.attached;
  if (attached === undefined || !text.startsWith(attached) || text.startsWith('--')) return undefined;
  return isLiteral({ text: text.slice(attached.length), expands }) ? attached : undefined;
}

/** Whether it is a value that stands there, and no reference to one. */
function isLiteral(word: ShellWord | undefined): boolean {
  return word !== undefined && !word.expands && !word.text.startsWith('-') && !word.text.startsWith('$') && !isReference(word.text);
}

/** `admin:hunter2`, as curl takes it. */
function isLogin({ text, expands }: ShellWord): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && isLiteral({ text: text.slice(colon + 1), expands });
}

/** `X-Api-Key: 3f9a1c77`. */
function isHeader(word: ShellWord | undefined): boolean {
  if (word === undefined || !isCredentialName(headerName(word.text))) return false;
  return isLiteral({ text: word.text.slice(word.text.indexOf(':') + 1).trim(), expands: word.expands });
}

function headerName(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf(':')));
}

/** How a program takes a credential where the option does not say so. */
interface Program {
  /** The option whose next word it is. */
  readonly next?: string;
  /** The option that it follows in the same word. */
  readonly attached?: string;
  /** The options whose next word is a user and a password. */
  readonly login?: readonly string[];
}

const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...['redis-cli', 'valkey-cli', 'keydb-cli'].map((name) => [name, { next: '-a' }] as const),
  ...['mysql', 'mysqladmin', 'mysqldump', 'mysqlcheck', 'mysqlsh', 'mariadb', 'mariadb-admin', 'mariadb-dump', 'mariadb-check']
    .map((name) => [name, { attached: '-p' }] as const),
  ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'].map((name) => [name, { next: '-p' }] as const),
  ...['ldapsearch', 'ldapwhoami', 'ldapadd', 'ldapmodify', 'ldapdelete'].map((name) => [name, { next: '-w' }] as const),
  ['sshpass', { next: '-p', attached: '-p' }],
  ['curl', { login: ['-u', '--user', '--proxy-user'] }],
]);
const PROGRAM_SOMEWHERE = /redis-cli|valkey-cli|keydb-cli|mysql|mariadb|mongo|ldap|sshpass|curl/;

const FROM_LITERAL = '--from-literal=';
const MAX_TEXT = 65_536;
const MAX_WORDS = 5_000;
const MAX_OPTION = 200;
