import { IConstruct } from 'constructs';
import { checkProps } from './check-props';
import { waiverProblem } from './check-waiver';
import { HardeningProps } from './hardening-props';
import { traceAbove } from './source-line';
import { TreeJudge } from './tree-judge';
import { declareTarget } from '../admission/tree-target';
import { kindProblem, kindsProblem } from '../constructs/given';
import { declareGuarded } from '../constructs/guard';
import { misuse, shown } from '../constructs/misuse';
import { declareFacts } from '../constructs/tree';
import { formatPath } from '../manifest/path';
import { objectName } from '../report/text';
import { Finding } from '../validation/finding';

/** Why findings are accepted, by whom and for how long. */
export interface WaiverOptions {
  /** Why this is acceptable, for somebody who reads it in a year. */
  readonly reason: string;
  /**
   * Who answers for it.
   * @default - nobody is named
   */
  readonly owner?: string;
  /**
   * The last day on which it holds, `YYYY-MM-DD`. It is judged against the `date` of the props and never against the clock.
   * @default - it holds until it is removed
   */
  readonly until?: string;
}

/** What a rule has to say about an object. */
export interface HardeningFinding {
  /** The id of the rule. */
  readonly rule: string;
  /** `error`, `warning` or `info`. */
  readonly severity: string;
  /** The object, such as `shop/Deployment/api`. */
  readonly object: string;
  /** The field, as Kubernetes writes it; empty where it is about the object as a whole. */
  readonly path: string;
  /** The place and what was found. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
  /**
   * The path of the construct that made the object.
   * @default - not known
   */
  readonly construct?: string;
  /**
   * The file of the user's code that made the construct, relative to the working folder.
   * @default - not known
   */
  readonly file?: string;
  /**
   * The line in that file.
   * @default - not known
   */
  readonly line?: number;
  /**
   * Why somebody waived it.
   * @default - nobody did
   */
  readonly waived?: string;
}

/**
 * Judges what a cdk8s app, or a part of it, will write. An error stops `app.synth()` and `Testing.synth()` before a file is written; warnings and
 * infos go to standard error. It sees every object below the scope, whoever made it: hardened constructs, cdk8s-plus, `Include`, `Helm`,
 * `ApiObject`.
 *
 * ```ts
 * Hardening.of(app, { kubernetesVersion: '1.36' });
 * Hardening.of(legacy).waive(['read-only-root-fs'], { reason: 'writes its cache beside the binary', until: '2027-03-31' });
 * ```
 */
export class Hardening {
  /**
   * The judgement of a scope and everything below it. The nearest scope that says a thing wins.
   *
   * @param scope an app, a chart or any construct
   * @param props what it is judged against; without it, the scope keeps what the scopes above say, or our defaults where none does
   */
  public static of(scope: IConstruct, props?: HardeningProps): Hardening {
    if (!isConstruct(scope)) throw misuse('Hardening.of', `${shown(scope)} is no construct; give it the app, or a part of it`);
    const hardening = new Hardening(scope);
    if (props !== undefined) hardening.say(props);
    return hardening;
  }

  private readonly judge: TreeJudge;

  private constructor(private readonly scope: IConstruct) {
    this.judge = TreeJudge.of(scope);
    this.judge.wordOf(scope);
    declareGuarded(scope);
  }

  /**
   * Accepts what some rules find in this scope, knowingly. A waiver that covers nothing is a finding itself.
   *
   * @param rules ids of rules, or globs such as `pss-*`
   * @param options why, by whom, until when
   * @returns this, to go on with
   */
  public waive(rules: string[], options: WaiverOptions): Hardening {
    const problem = waiverProblem(rules, options);
    if (problem !== undefined) throw misuse(this.scope, problem);
    const { reason, owner, until } = options;
    this.judge.wordOf(this.scope).waivers.push({ rules: [...rules], reason, owner, until, trace: traceAbove(this.waive) });
    return this;
  }

  /** What was found below the scope in the last synth; what is found now, where there was none. Findings that are waived are in it. */
  public get findings(): HardeningFinding[] {
    return this._findings.map(asStruct);
  }

  /**
   * The findings as rules give them.
   *
   * @internal
   */
  public get _findings(): Finding[] {
    return this.judge.lastFindingsIn(this.scope);
  }

  private say(props: HardeningProps): void {
    const wrong = kindProblem('props', props, 'map') ?? kindsProblem(props, PROPS);
    if (wrong !== undefined) throw misuse(this.scope, wrong);
    checkProps(this.scope, props);
    const word = this.judge.wordOf(this.scope);
    if (word.props !== undefined) throw misuse(this.scope, 'Hardening.of has props for this scope already; say everything in one call');
    word.props = props;
    word.trace = traceAbove(Hardening.of);
    const { kubernetesVersion, profile, rules, registries, deniedRegistries, severities, cluster, defaults } = props;
    declareFacts(this.scope, { kubernetesVersion, profile, edition: rules, registries, cluster, defaults });
    declareTarget(this.scope, { kubernetesVersion, podSecurity: profile?._level, registries, deniedRegistries, severities });
  }
}

const PROPS = { profile: 'Profile', defaults: 'map', severities: 'map', cluster: 'map' } as const;

function isConstruct(scope: unknown): boolean {
  return typeof scope === 'object' && scope !== null && 'node' in scope;
}

function asStruct(finding: Finding): HardeningFinding {
  const { rule, severity, message, remedy, construct, source, waived } = finding;
  return {
    rule, severity, object: objectName(finding.object), path: formatPath(finding.path), message, remedy, construct, ...source, waived: waived?.reason,
  };
}
