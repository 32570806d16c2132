import { fingerprints } from './fingerprint';
import { jsonParts } from './json-parts';
import { acceptanceText, placeOf, Report, ReportedRule, ReportFault } from './report';
import { objectName } from './text';
import { Location } from '../manifest/model';
import { formatPath } from '../manifest/path';
import { isClusterRule } from '../validation/cluster-rule';
import { Finding, Severity } from '../validation/finding';

/**
 * The report as SARIF 2.1.0, as code scanning of GitHub and others read it: one run, each finding with a fingerprint that outlives moved lines, and
 * what is waived as suppressed.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(report: Report): Iterable<string> {
  const { findings, files, faults = [], version } = report;
  const rules = describedRules(report);
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const prints = fingerprints(findings);
  return jsonParts({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-hardened', version, informationUri: HOME, rules: rules.map(descriptor) } },
      invocations: [{ executionSuccessful: faults.length === 0, toolExecutionNotifications: faults.map(notification) }],
      columnKind: 'utf16CodeUnits',
      results: [],
    }],
  }, results());
  function* results(): Iterable<object> {
    for (let i = 0; i < findings.length; i++) {
      const finding = findings[i];
      yield result(finding, { ruleIndex: index.get(finding.rule) ?? -1, fingerprint: prints[i], files });
    }
  }
}

const HOME = 'https://github.com/cdk8s-hardened/cdk8s-hardened';

/** The rules that ran, and those that found something without being among them. */
function describedRules({ rules, findings }: Report): readonly ReportedRule[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = new Map(findings.filter(({ rule }) => !known.has(rule)).map((finding) => [finding.rule, finding]));
  return [...rules, ...[...others.values()].map(({ rule, item, severity }) => ({ id: rule, title: rule, why: '', item, severity, references: [] }))];
}

function descriptor({ id, title, why, item, severity, references }: ReportedRule): object {
  const read = references.map((reference) => `- [${reference.title}](${reference.url})`).join('\n');
  const isAboutSecurity = item !== 'reliability';
  return {
    id,
    shortDescription: { text: title },
    ...(why === '' ? {} : { fullDescription: { text: why } }),
    helpUri: isClusterRule(id) && references.length > 0 ? references[0].url : `${HOME}/blob/main/docs/rules/${encodeURIComponent(wellFormed(id))}.md`,
    ...(why === '' ? {} : { help: { text: why, markdown: `${why}\n\n${read}` } }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'tags': ['kubernetes', ...(isAboutSecurity ? ['security', `checklist-${item}`] : ['reliability'])],
      ...(isAboutSecurity ? { 'security-severity': SCORES[severity] } : {}),
      'problem.severity': PROBLEMS[severity],
    },
  };
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const PROBLEMS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };
/** GitHub shows 7.0 and more as high, 4.0 and more as medium, and what is above 0 as low. */
const SCORES: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '2.0' };

interface Context {
  readonly ruleIndex: number;
  readonly fingerprint: string;
  readonly files: readonly string[];
}

function result(finding: Finding, { ruleIndex, fingerprint, files }: Context): object {
  const { rule, severity, object, path, message, remedy, source, location, construct, waived } = finding;
  const place = placeOf(finding, files);
  const name = objectName(object);
  const field = formatPath(path);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${name}: ${message}; ${remedy}` },
    locations: [{
      ...(place === undefined ? {} : { physicalLocation: physical(place) }),
      logicalLocations: [{ name: object.name, fullyQualifiedName: field === '' ? name : `${name}/${field}`, kind: 'resource' }],
    }],
    ...(source === undefined || location === undefined ? {} : {
      relatedLocations: [{
        id: 1,
        physicalLocation: physical({ ...source, column: 1 }),
        message: { text: construct === undefined || construct === '' ? 'made here' : `made here (${construct})` },
      }],
    }),
    partialFingerprints: { 'cdk8sHardened/v1': fingerprint },
    suppressions: waived === undefined ? [] : [{ kind: 'external', status: 'accepted', justification: acceptanceText(finding) }],
  };
}

function notification({ file, line, column, message }: ReportFault): object {
  const region = line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return { level: 'error', message: { text: message }, locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }] };
}

function physical({ file, line, column }: Location): object {
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } };
}

/** A file as a URI relative to the working folder; an absolute one has a scheme. */
export function uriOf(file: string): string {
  const path = file.replace(/\\/g, '/').replace(/^\.\//, '');
  const encoded = path.split('/').map((part) => encodeURIComponent(wellFormed(part))).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path[0]}:${encoded.slice(path.indexOf('/') + 2)}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Half of a character, as a broken name may have it, has no place in a URI. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
