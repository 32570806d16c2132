import * as fs from 'fs';
import * as path from 'path';
import { checkProps } from './check-props';
import { HardeningProps } from './hardening-props';
import { environments } from '../manifest/environments';
import { Model } from '../manifest/model';
import { formatPath } from '../manifest/path';
import { Fault, read, SourceDocument } from '../manifest/read';
import { renderCount, renderFinding } from '../report/text';
import { Level } from '../standard/control';
import { NEWEST_EDITION } from '../standard/edition';
import { minorOf } from '../standard/target';
import { judge } from '../validation/engine';
import { Finding } from '../validation/finding';
import { Policy } from '../validation/rule';
import { RULES, ruleById } from '../validation/rules';
import { WAIVER_RULES } from '../validation/waiver-rules';
import { applyWaivers } from '../validation/waivers';

/**
 * Judges the files that `cdk8s synth` wrote, whatever made them, as a validation plugin of cdk8s-cli. Errors become violations; warnings and infos
 * go to the log. The files are written by then: to stop before that, use `HardenedApp` or `Hardening.of`.
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-hardened
 *     version: 1.0.0
 *     class: HardeningPlugin
 *     properties: { kubernetesVersion: '1.36', podSecurity: restricted }
 * ```
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class HardeningPlugin {
  private readonly policy: Policy;

  /**
   * cdk8s-cli makes it with the `properties` of cdk8s.yaml.
   *
   * @param properties `kubernetesVersion`, `podSecurity` (`privileged`, `baseline` or `restricted`), `registries`, `deniedRegistries`, `rules`,
   *   `date`, `severities`
   */
  public constructor(properties: any = {}) {
    this.policy = policyOf((properties ?? {}) as Readonly<Record<string, unknown>>);
  }

  /**
   * Judges the manifests of a synthesized app.
   *
   * @param context the ValidationContext of cdk8s-cli
   */
  public async validate(context: any): Promise<void> {
    const { manifests, report, logger } = context as Context;
    const documents: SourceDocument[] = [];
    const faults: Fault[] = [];
    for (const manifest of manifests) {
      const result = read(fs.readFileSync(manifest, 'utf8'), manifest);
      documents.push(...result.documents);
      faults.push(...result.faults);
    }
    // What environments share is judged with each of them, and said once.
    const whole = modelOf(documents);
    const { groups } = environments(documents, whole);
    const once = new Map<string, Finding>();
    for (const group of groups) {
      for (const finding of this.judge(groups.length === 1 ? whole : modelOf(group))) once.set(JSON.stringify(finding), finding);
    }
    const found = [...once.values()];
    const open = found.filter((finding) => finding.waived === undefined);
    for (const finding of open) {
      if (finding.severity !== 'error') logger.log(renderFinding(finding));
    }
    const errors = open.filter((finding) => finding.severity === 'error');
    for (const violation of [...faults.map(unreadable), ...byRule(errors)]) report.addViolation(violation);
    report.submit(errors.length + faults.length > 0 ? 'failure' : 'success', {
      kubernetesVersion: `1.${this.policy.minor}`, rules: this.policy.edition, findings: renderCount(found),
    });
  }

  private judge(model: Model): readonly Finding[] {
    return applyWaivers(judge(model, this.policy, RULES), [], { resources: model.resources, policy: this.policy });
  }
}

function modelOf(documents: readonly SourceDocument[]): Model {
  return new Model(documents.map((document) => ({ value: document.value, origin: document })));
}

/** What we use of cdk8s-cli's ValidationContext, which is no type that jsii knows. */
interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: Readonly<Record<string, string>>): void;
  };
  readonly logger: { log(message: string): void };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { readonly resourceName: string; readonly locations: string[]; readonly manifestPath: string }[];
}

/** One violation for each rule and remedy: cdk8s-cli prints these once and lists the places below. */
function byRule(errors: readonly Finding[]): Violation[] {
  const violations = new Map<string, Violation>();
  for (const { rule, remedy, object, path: field, location } of errors) {
    const key = JSON.stringify([rule, remedy]);
    let violation = violations.get(key);
    if (violation === undefined) {
      const title = (ruleById(rule) ?? WAIVER_RULES.find(({ id }) => id === rule))?.title ?? rule;
      violations.set(key, violation = { ruleName: rule, recommendation: title, fix: remedy, violatingResources: [] });
    }
    const manifestPath = location?.file ?? '';
    const place = location === undefined ? formatPath(field) : `${formatPath(field)} (line ${location.line})`;
    const same = violation.violatingResources.find((resource) => resource.resourceName === object.name && resource.manifestPath === manifestPath);
    if (same) same.locations.push(place);
    else violation.violatingResources.push({ resourceName: object.name, locations: [place], manifestPath });
  }
  return [...violations.values()];
}

function unreadable({ file, line, column, message }: Fault): Violation {
  return {
    ruleName: 'readable',
    recommendation: 'Every file is YAML that kubectl reads',
    fix: message,
    violatingResources: [{ resourceName: path.basename(file), locations: [`line ${line}, column ${column}`], manifestPath: file }],
  };
}

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const PROPERTIES = ['kubernetesVersion', 'podSecurity', 'registries', 'deniedRegistries', 'rules', 'date', 'severities'];

function policyOf(properties: Readonly<Record<string, unknown>>): Policy {
  const unknown = Object.keys(properties).find((key) => !PROPERTIES.includes(key));
  if (unknown !== undefined) throw new Error(`HardeningPlugin has no property '${unknown}'; use ${PROPERTIES.join(', ')}`);
  const { podSecurity = 'restricted', ...rest } = properties;
  const props = rest as HardeningProps;
  checkProps('HardeningPlugin', props);
  if (!LEVELS.includes(podSecurity as Level)) throw new Error(`HardeningPlugin: podSecurity '${String(podSecurity)}' is not a level; use ${LEVELS.join(', ')}`);
  return {
    minor: minorOf(props.kubernetesVersion),
    podSecurity: podSecurity as Level,
    registries: props.registries,
    deniedRegistries: props.deniedRegistries,
    edition: props.rules ?? NEWEST_EDITION,
    date: props.date,
    severities: props.severities as Policy['severities'],
  };
}
