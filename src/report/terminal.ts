import { CodeFrames } from './code-frame';
import { paint } from './paint';
import { objectName } from './text';
import { visible } from './visible';
import { Location } from '../manifest/model';
import { quote } from '../manifest/quote';
import { Finding, Severity } from '../validation/finding';

/** How findings are shown to somebody who sits before a terminal. */
export interface TerminalOptions {
  readonly color?: boolean;
  /** Shows what is waived too, with the reason. */
  readonly waived?: boolean;
  /** The text of a file, for the lines around a finding. */
  readonly textOf?: (file: string) => string | undefined;
}

/**
 * All findings by place: where, the lines there, and below them what was found. What stands at one place is told together. A place at a time, since
 * all of them may be more text than fits into memory.
 */
export function* renderPlaces(findings: readonly Finding[], { color = false, waived = false, textOf }: TerminalOptions = {}): Iterable<string> {
  const shown = waived ? findings : findings.filter((finding) => finding.waived === undefined);
  let isFirst = true;
  let frames: { readonly file: string; readonly of: CodeFrames } | undefined;
  for (const group of byPlace(shown)) {
    const [{ location, object }] = group;
    const text = location === undefined ? undefined : textOf?.(location.file);
    if (location !== undefined && frames?.file !== location.file) frames = { file: location.file, of: new CodeFrames(text ?? '', color) };
    const weights = longest(group, weightOf);
    const ids = longest(group, ({ rule }) => rule);
    const lines = group.flatMap((finding) => {
      const { rule, message, remedy, container } = finding;
      const weight = weightOf(finding);
      const line = `  ${paint(color, weight, weight.padEnd(weights))}  ${paint(color, 'bold', rule.padEnd(ids))}  ${visible(`${within(container, message)}${message}; ${remedy}`)}`;
      return [line, ...details(finding).map((detail) => paint(color, 'dim', `    ${visible(detail)}`))];
    });
    const frame = location === undefined || text === undefined ? '' : frames!.of.at(location);
    const head = [location === undefined ? '' : `${paint(color, 'place', placeName(location))}  `, visible(objectName(object))].join('');
    yield `${isFirst ? '' : '\n'}${[`${head}\n${rendered(location, color)}`, ...(frame === '' ? [] : [`${frame}\n`]), `${lines.join('\n')}\n`].join('\n')}`;
    isFirst = false;
  }
}

/** `2 errors, 1 warning, 3 waived`; and `no findings` where there are none. */
export function countFindings(findings: readonly Finding[], color = false): string {
  const parts = WEIGHTS.flatMap((weight) => {
    const count = findings.filter((finding) => weightOf(finding) === weight).length;
    if (count === 0) return [];
    return [paint(color, weight, weight === 'waived' ? `${count} waived` : `${count} ${weight}${count === 1 ? '' : 's'}`)];
  });
  return parts.length === 0 ? paint(color, 'waived', 'no findings') : parts.join(', ');
}

function* byPlace(findings: readonly Finding[]): Iterable<readonly Finding[]> {
  let group: Finding[] = [];
  for (const finding of findings) {
    if (group.length > 0 && !isSamePlace(group[0], finding)) {
      yield group;
      group = [];
    }
    group.push(finding);
  }
  if (group.length > 0) yield group;
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return a.location?.file === b.location?.file && a.location?.line === b.location?.line && a.location?.column === b.location?.column
    && objectName(a.object) === objectName(b.object);
}

function longest(group: readonly Finding[], textOf: (finding: Finding) => string): number {
  return group.reduce((length, finding) => Math.max(length, textOf(finding).length), 0);
}

function placeName({ file, line, column }: Location): string {
  return `${visible(file)}:${line}:${column}`;
}

/** A path counts containers; people know them by name. */
function within(container: string | undefined, message: string): string {
  return container === undefined || message.includes(`container ${quote(container)}`) ? '' : `container ${container}: `;
}

function rendered(location: Location | undefined, color: boolean): string {
  return location?.template === undefined ? '' : paint(color, 'dim', `  rendered from ${visible(location.template)}\n`);
}

function details({ waived, source, construct }: Finding): string[] {
  const lines: string[] = [];
  if (source !== undefined) lines.push(`made at ${source.file}:${source.line}${construct === undefined || construct === '' ? '' : ` (${construct})`}`);
  if (waived !== undefined) {
    lines.push(`waived: ${waived.reason}${waived.owner === undefined ? '' : `, by ${waived.owner}`}${waived.until === undefined ? '' : `, until ${waived.until}`}`);
  }
  return lines;
}

function weightOf(finding: Finding): Weight {
  return finding.waived === undefined ? finding.severity : 'waived';
}

type Weight = Severity | 'waived';
const WEIGHTS: readonly Weight[] = ['error', 'warning', 'info', 'waived'];
