import { placeOf, Report } from './report';
import { objectName } from './text';
import { Severity } from '../validation/finding';

/**
 * The report as commands of GitHub Actions, which shows them beside the lines of a pull request. What is waived is left out, and errors come first:
 * GitHub shows ten of a kind for each step.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function renderGithub({ findings, faults = [] }: Report): string {
  const lines = faults.map(({ file, line, column, message }) => command('error', { file, line, col: column, title: 'cannot be read' }, message));
  for (const severity of ['error', 'warning', 'info'] as const) {
    for (const finding of findings) {
      if (finding.severity !== severity || finding.waived !== undefined) continue;
      const place = placeOf(finding, []);
      const properties = { file: place?.file, line: place?.line, col: place?.column, title: finding.rule };
      lines.push(command(COMMANDS[severity], properties, `${objectName(finding.object)}: ${finding.message}; ${finding.remedy}`));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const said = Object.entries(properties).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${said.join(',')}::${escapeData(message)}`;
}

/** As the toolkit of Actions escapes a message: a line of its own would be a command of its own. */
export function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** A property ends at a comma, and all of them at a colon. */
export function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
