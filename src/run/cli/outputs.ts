import * as fs from 'fs';
import * as path from 'path';
import { CallError, systemProblem } from './call-error';
import { counted } from './counted';
import { realPath } from './input-files';
import { COLOR, unknownWord } from './options';
import { hasColor, write } from './streams';
import { Report } from '../../report/report';
import { countFindings, renderPlaces } from '../../report/terminal';
import { formatMinor } from '../../standard/releases';
import { Finding } from '../../validation/finding';
import { replaceFileInParts } from '../replace-file';

/** What a run came to, and what text needs beyond what machines read. */
export interface Outcome extends Report {
  /** What is new and fails the run. */
  readonly failing: readonly Finding[];
  /** The text of a file, for the lines around a finding. */
  readonly textOf: (file: string) => string | undefined;
}

/** A format, and the file that it goes to; without one it goes to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** How findings are shown. */
export interface OutputOptions {
  readonly color: typeof COLOR[number];
  readonly quiet?: boolean;
  readonly waived?: boolean;
}

/** The formats that findings can be written in. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const;
/** One of them. */
export type Format = typeof FORMATS[number];

/** Reads `NAME[=FILE]`; may be given more than once. */
export function output(value: string, before: readonly Output[] = []): readonly Output[] {
  const [name, ...rest] = value.split('=');
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) throw new CallError(`--format: ${unknownWord(name, FORMATS)}`);
  const file = rest.length === 0 ? undefined : rest.join('=');
  if (file === '') throw new CallError(`--format ${value} names no file; write ${name}=FILE, or ${name} for standard output`);
  const outputs = [...before, { format, ...(file === undefined ? {} : { file }) }];
  if (outputs.filter((one) => one.file === undefined).length > 1) throw new CallError('--format: one format can go to standard output; give the others a file, such as sarif=findings.sarif');
  if (file !== undefined && before.some((one) => one.file === file)) throw new CallError(`--format: two formats go to ${file}`);
  return outputs;
}

/** Writes what a run came to, in each format to its place; as text to standard output where nothing is said. */
export async function writeOutputs(outputs: readonly Output[], outcome: Outcome, options: OutputOptions): Promise<void> {
  for (const { format, file } of outputs.length === 0 ? [{ format: 'text' as const, file: undefined }] : outputs) {
    const color = file === undefined && hasColor(options.color, 'out');
    const render = await RENDERERS[format]();
    const text = render(outcome, { ...options, color });
    const parts = typeof text === 'string' ? [text] : pieces(text);
    if (file !== undefined) writeWhole(file, parts);
    else for (const part of parts) await write('out', part);
  }
}

/** Few long texts instead of many short ones: each is a call of the system. */
function* pieces(parts: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Readers see the old file or the new one. A pipe or a device has no old one, and must not become a file. */
function writeWhole(file: string, parts: Iterable<string>): void {
  try {
    const target = realPath(file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (fs.statSync(target, { throwIfNoEntry: false })?.isFile() === false) fs.writeFileSync(target, [...parts].join(''));
    else replaceFileInParts(target, parts);
  } catch (error) {
    throw new CallError(`--format: ${file} cannot be written: ${systemProblem(error)}`, { cause: error });
  }
}

interface RenderOptions extends Omit<OutputOptions, 'color'> {
  readonly color: boolean;
}

type Renderer = (outcome: Outcome, options: RenderOptions) => string | Iterable<string>;

/** Each format is loaded where it is asked for. */
const RENDERERS: Readonly<Record<Format, () => Renderer | Promise<Renderer>>> = {
  text: () => renderText,
  json: async () => (await import('../../report/json.js')).renderJson,
  sarif: async () => (await import('../../report/sarif.js')).renderSarif,
  junit: async () => (await import('../../report/junit.js')).renderJunit,
  github: async () => (await import('../../report/github.js')).renderGithub,
  gitlab: async () => (await import('../../report/gitlab.js')).renderGitlab,
  markdown: async () => (await import('../../report/markdown.js')).renderMarkdown,
};

function* renderText(outcome: Outcome, { color, quiet = false, waived }: RenderOptions): Iterable<string> {
  // What could not be read is told elsewhere; that nothing was found in it would be a lie.
  if (outcome.objects === 0) return;
  let isBehind = false;
  for (const place of renderPlaces(quiet ? outcome.failing : outcome.findings, { color, waived, textOf: outcome.textOf })) {
    yield place;
    isBehind = true;
  }
  if (!quiet) yield `${isBehind ? '\n' : ''}${summary(outcome, color)}`;
}

function summary({ findings, known = 0, files, objects, rules, policy, date = '' }: Outcome, color: boolean): string {
  const old = known === 0 ? '' : `, ${known} in the baseline`;
  const judged = [counted(files.length, 'file'), counted(objects, 'object'), counted(rules.length, 'rule'), `Kubernetes ${formatMinor(policy.minor)}`, date];
  return `${countFindings(findings, color)}${old}\n${judged.join(', ')}\n`;
}
