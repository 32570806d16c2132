import { strictEqual } from 'assert';
import { mutated } from './mutate';
import { read } from '../../src/manifest/read';
import { write } from '../../src/manifest/write';
import { renderGithub } from '../../src/report/github';
import { renderGitlab } from '../../src/report/gitlab';
import { renderJson } from '../../src/report/json';
import { renderJunit } from '../../src/report/junit';
import { renderMarkdown } from '../../src/report/markdown';
import { renderSarif } from '../../src/report/sarif';
import { renderPlaces } from '../../src/report/terminal';
import { renderText } from '../../src/report/text';
import { judgeInput } from '../../src/run/cli/judge-input';
import { settle } from '../../src/run/cli/settings';
import { compliantApp } from '../../src/validation/compliant-app';
import { Random } from '../oracle/fuzz';

const OBJECTS = compliantApp();
const FILE = 'fuzz.yaml';
const DATE = '2026-11-23';
const SETTINGS = settle({ date: DATE });

/** The text of a run: the compliant app with some documents changed. The same for a number on every machine. */
export function textOf(run: number, documents: number): string {
  const random = new Random(run * 7919 + 1);
  const changed = new Set<number>();
  while (changed.size < documents) changed.add(random.below(OBJECTS.length));
  return OBJECTS.map((object, i) => `---\n${changed.has(i) ? mutated(object, random) : write(object)}`).join('');
}

/** Reads, judges and reports as the command does, and holds what comes out to what is always true of it. */
export function judgeRun(text: string): { readonly objects: number; readonly faults: number; readonly findings: number } {
  const { documents, faults } = read(text, FILE);
  const { resources: { length: objects }, findings } = judgeInput(documents, SETTINGS);
  const lines = text.split('\n').length;
  for (const { line, column, message } of faults) {
    isPlace(line, column, lines);
    isOneLine(message);
  }
  for (const { message, remedy, location } of findings) {
    isOneLine(message);
    isOneLine(remedy);
    if (location !== undefined) isPlace(location.line, location.column, lines);
  }
  for (const document of documents) document.ambiguities().forEach(({ message }) => isOneLine(message));
  [...renderPlaces(findings, { color: true, waived: true, textOf: () => text })].join('');
  renderText(findings, { waived: true });
  const report = { findings, files: [FILE], faults: faults.map((fault) => ({ ...fault })), objects, rules: SETTINGS.rules, policy: SETTINGS.policy, date: DATE, version: '0.0.0' };
  for (const render of [renderGithub, renderGitlab, renderJunit, renderMarkdown]) render(report);
  JSON.parse([...renderSarif(report)].join(''));
  strictEqual((JSON.parse([...renderJson(report)].join('')) as { findings: unknown[] }).findings.length, findings.length);
  return { objects, faults: faults.length, findings: findings.length };
}

function isPlace(line: number, column: number, lines: number): void {
  if (!(line >= 1 && line <= lines && column >= 1)) throw new Error(`${line}:${column} is no place in ${lines} lines`);
}

function isOneLine(text: string): void {
  if (text === '' || /[\r\n]/.test(text)) throw new Error(`${JSON.stringify(text)} is no line`);
}
