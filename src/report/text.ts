import { Finding, ObjectId, Severity } from '../validation/finding';

/** How findings are shown. */
export interface TextOptions {
  /** Colours of a terminal. Off where it is not said. */
  readonly color?: boolean;
  /** What each line after the first of a finding begins with. */
  readonly indent?: string;
  /** Shows what is waived too, with the reason. */
  readonly waived?: boolean;
}

/** All findings, one below the other, with a line that counts them. Empty where there is nothing to show. */
export function renderText(findings: readonly Finding[], options: TextOptions = {}): string {
  const shown = options.waived === true ? findings : findings.filter((finding) => finding.waived === undefined);
  if (shown.length === 0) return '';
  return `${shown.map((finding) => renderFinding(finding, options)).join('\n')}\n${renderCount(findings)}\n`;
}

/** A finding: what, where, what to do; and below it what made the object. */
export function renderFinding(finding: Finding, { color = false, indent = '  ' }: TextOptions = {}): string {
  const paint = color ? painted : plain;
  const weight = finding.waived === undefined ? finding.severity : 'waived';
  const lines = [
    `${paint(weight, weight)} ${paint('rule', finding.rule)}  ${oneLine(objectName(finding.object))}  ${oneLine(finding.message)}; ${oneLine(finding.remedy)}`,
    ...origin(finding),
    ...acceptance(finding),
  ];
  return lines.map((line, i) => (i === 0 ? line : paint('origin', `${indent}${oneLine(line)}`))).join('\n');
}

/** `2 errors, 1 warning, 3 waived`. */
export function renderCount(findings: readonly Finding[]): string {
  const counts = new Map<Weight, number>();
  for (const finding of findings) {
    const weight = finding.waived === undefined ? finding.severity : 'waived';
    counts.set(weight, (counts.get(weight) ?? 0) + 1);
  }
  const parts = WEIGHTS.filter((weight) => counts.has(weight)).map((weight) => counted(counts.get(weight)!, weight));
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `shop/Deployment/api`, or `ClusterRole/reader` for what has no namespace. */
export function objectName({ namespace, kind, name }: ObjectId): string {
  return [namespace, kind, name].filter((part) => part !== undefined && part !== '').join('/');
}

function origin({ location, construct, source }: Finding): string[] {
  const lines: string[] = [];
  if (location !== undefined) lines.push(`at ${location.file}:${location.line}:${location.column}`);
  if (construct !== undefined || source !== undefined) {
    const line = source === undefined ? 'a line that is not known' : `${source.file}:${source.line}`;
    lines.push(`made at ${line}${construct === undefined || construct === '' ? '' : ` (${construct})`}`);
  }
  return lines;
}

function acceptance({ waived }: Finding): string[] {
  if (waived === undefined) return [];
  const { reason, owner, until } = waived;
  return [`waived: ${reason}${owner === undefined ? '' : `, by ${owner}`}${until === undefined ? '' : `, until ${until}`}`];
}

/** Names and values of other people's manifests must not steer the reader's terminal. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function counted(count: number, weight: Weight): string {
  return weight === 'waived' ? `${count} waived` : `${count} ${weight}${count === 1 ? '' : 's'}`;
}

type Weight = Severity | 'waived';
const WEIGHTS: readonly Weight[] = ['error', 'warning', 'info', 'waived'];

const COLORS: Readonly<Record<Weight | 'rule' | 'origin', readonly [number, number]>> = {
  error: [31, 39], warning: [33, 39], info: [36, 39], waived: [32, 39], rule: [1, 22], origin: [2, 22],
};

function painted(role: keyof typeof COLORS, text: string): string {
  const [on, off] = COLORS[role];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

function plain(_: string, text: string): string {
  return text;
}
