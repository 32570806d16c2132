import { jsonParts } from './json-parts';
import { JSON_REPORT_SCHEMA_URL, JSON_REPORT_VERSION } from './json-schema';
import { countOf, Report, ReportFault } from './report';
import { Location } from '../manifest/model';
import { formatMinor } from '../standard/releases';
import { Finding } from '../validation/finding';

/** The report as JSON, as its schema says. */
export function renderJson(report: Report): Iterable<string> {
  const { findings, files, faults = [], objects, rules, policy, date, known, version } = report;
  return jsonParts({
    $schema: JSON_REPORT_SCHEMA_URL,
    version: JSON_REPORT_VERSION,
    tool: { name: 'cdk8s-hardened', version },
    target: { kubernetesVersion: formatMinor(policy.minor), podSecurity: policy.podSecurity, edition: policy.edition, date },
    summary: { ...countOf(findings), baseline: known, objects, rules: rules.length },
    inputs: files.map((file) => ({ file })),
    faults: faults.map(({ file, line, column, message }: ReportFault) => ({ file, line, column, message })),
    findings: [],
  }, entries(findings));
}

function* entries(findings: readonly Finding[]): Iterable<object> {
  for (const finding of findings) yield entry(finding);
}

function entry(finding: Finding): object {
  const { rule, severity, item, object, container, path, location, source, construct, message, remedy, fix, waived } = finding;
  return {
    rule,
    severity,
    item,
    object: { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name },
    container,
    path,
    location: location === undefined ? undefined : place(location),
    source: source === undefined ? undefined : { file: source.file, line: source.line },
    construct,
    message,
    remedy,
    // A fix without a value takes the field away.
    fix: fix === undefined ? undefined : { path: fix.path, value: fix.value },
    waived: waived === undefined ? undefined : { reason: waived.reason, owner: waived.owner, until: waived.until },
  };
}

function place({ file, line, column, template }: Location): object {
  return { file, line, column, template };
}
