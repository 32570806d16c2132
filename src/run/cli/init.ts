import * as fs from 'fs';
import * as path from 'path';
import { CallError, systemProblem } from './call-error';
import { packageJson } from './package';
import { project, ProjectAnswers } from './project';
import { isTerminal, write } from './streams';
import { parseImageReference } from '../../manifest/image-reference';
import { portNumberProblem, rfc1123LabelProblem } from '../../manifest/name';
import { quote } from '../../manifest/quote';
import { imageProblem } from '../../standard/images';
import { minorOf } from '../../standard/target';
import { replaceFile } from '../replace-file';

/** What the command line says; what it does not say is asked. */
export interface InitOptions {
  readonly namespace?: string;
  readonly workload?: string;
  readonly image?: string;
  readonly port?: string;
  readonly kubernetesVersion?: string;
  readonly yes?: boolean;
}

/** `cdk8s-hardened init`: makes a project that synthesizes and validates as it is. Writes all of it or, where a file is there already, nothing. */
export async function init(folder: string | undefined, options: InitOptions): Promise<void> {
  const answers = await answersFor(folder, options);
  const files = project(answers, packageJson());
  const taken = [...files.keys()].filter((name) => fs.existsSync(path.join(answers.folder, name)));
  if (taken.length > 0) throw new CallError(`${answers.folder} has ${taken.join(', ')} already; nothing was written, name another folder`);
  try {
    fs.mkdirSync(answers.folder, { recursive: true });
    for (const [name, text] of files) replaceFile(path.join(answers.folder, name), text);
  } catch (error) {
    throw new CallError(`${answers.folder} cannot be written: ${systemProblem(error)}`, { cause: error });
  }
  const enter = path.resolve(answers.folder) === process.cwd() ? '' : `cd ${answers.folder} && `;
  await write('out', `${[...files.keys()].map((name) => path.join(answers.folder, name)).join('\n')}\n`);
  await write('err', `now: ${enter}npm install && npm run synth && npm run validate\n`);
}

/** One thing to know, with the option that says it. */
interface Question {
  readonly key: keyof ProjectAnswers;
  readonly option: string;
  readonly ask: string;
  readonly given: string | undefined;
  readonly preset: (before: Readonly<Record<string, string>>) => string;
  readonly problem: (value: string) => string | undefined;
}

async function answersFor(folder: string | undefined, options: InitOptions): Promise<ProjectAnswers> {
  const asked = questions(folder, options);
  const open = asked.filter(({ given }) => given === undefined).map(({ option }) => option);
  if (open.length > 0 && !options.yes && !(process.stdin.isTTY && isTerminal('err'))) {
    const what = open.length === 1 ? `${open[0]} is` : `${open.slice(0, -1).join(', ')} and ${open.at(-1)} are`;
    throw new CallError(`${what} not given, and there is no terminal to ask at; give ${open.length === 1 ? 'it' : 'them'}, or take defaults with --yes`);
  }
  const answers: Record<string, string> = {};
  for (const { key, option, ask, given, preset, problem } of asked) {
    const value = given ?? (options.yes ? preset(answers) : await answer(ask, preset(answers), problem));
    const wrong = problem(value);
    if (wrong !== undefined) throw new CallError(`${option}: ${wrong}`);
    answers[key] = value;
  }
  return answers as unknown as ProjectAnswers;
}

function questions(folder: string | undefined, options: InitOptions): readonly Question[] {
  return [
    {
      key: 'folder',
      option: '[folder]',
      ask: 'In which folder?',
      given: folder,
      preset: () => 'shop',
      problem: (value) => (value === '' ? 'is empty; name a folder, or . for this one' : undefined),
    },
    {
      key: 'namespace',
      option: '--namespace',
      ask: 'For which namespace?',
      given: options.namespace,
      preset: ({ folder: name }) => label(path.basename(path.resolve(name))),
      problem: rfc1123LabelProblem,
    },
    {
      key: 'workload',
      option: '--workload',
      ask: 'What is the service called?',
      given: options.workload,
      preset: () => 'api',
      problem: rfc1123LabelProblem,
    },
    {
      key: 'image',
      option: '--image',
      ask: 'Which image does it run, with its digest?',
      given: options.image,
      preset: () => EXAMPLE_IMAGE,
      problem: referenceProblem,
    },
    {
      key: 'port',
      option: '--port',
      ask: 'On which port does it listen?',
      given: options.port,
      preset: () => '8080',
      problem: portProblem,
    },
    {
      key: 'kubernetesVersion',
      option: '--kubernetes-version',
      ask: 'Which Kubernetes does the cluster run?',
      given: options.kubernetesVersion,
      preset: () => '1.36',
      problem: versionProblem,
    },
  ];
}

async function answer(message: string, preset: string, problem: (value: string) => string | undefined): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts');
  const value = await text({
    message,
    placeholder: preset,
    defaultValue: preset,
    output: process.stderr,
    validate: (given) => (given === undefined || given === '' ? undefined : problem(given)),
  });
  if (isCancel(value)) throw new CallError('cancelled; nothing was written');
  return value;
}

function referenceProblem(value: string): string | undefined {
  const parsed = parseImageReference(value);
  if ('error' in parsed) return parsed.error;
  const name = { ...parsed.normalized, tag: parsed.tag, digest: parsed.digest };
  const problem = imageProblem(name);
  if (problem !== undefined) return `${quote(value)}: ${problem}`;
  return parsed.digest === undefined
    ? `${quote(value)} has no digest, so it may be another image tomorrow; write ${value}@sha256:…, which docker buildx imagetools inspect ${value} prints`
    : undefined;
}

function portProblem(value: string): string | undefined {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (Number.isNaN(number)) return `${quote(value)} is not a port number; use a whole number from 1 to 65535`;
  return portNumberProblem(number) ?? (number < 1024 ? `${number} is for root alone; let the program listen on a port from 1024 on, such as 8080` : undefined);
}

function versionProblem(value: string): string | undefined {
  try {
    minorOf(value);
    return undefined;
  } catch {
    return `${quote(value)} is not a Kubernetes version; write it as '1.36'`;
  }
}

/** The nearest name that a namespace may have. */
function label(text: string): string {
  const name = text.toLowerCase().replace(/[^a-z0-9-]/g, '-').slice(0, 63).replace(/^-+|-+$/g, '');
  return name === '' ? 'shop' : name;
}

const EXAMPLE_IMAGE = 'ghcr.io/acme/api:1.4.2@sha256:9a1f5f0b6b6a8a2a3a4a7d1a8f2f6c1f5b1f6c6dc0a6c3c1c0a3f1d9a2b5e7c4';
