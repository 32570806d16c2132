import { rowCel } from './cel';
import { Check, NAMESPACE_CLASSES, NamespaceClass } from './check';
import { RegistryLists } from './image-rules';
import { objectRules } from './object-rules';
import { POD_CHANGES, POD_RESOURCES, POD_VARIABLES } from './pod-kinds';
import { Control, Level } from '../standard/control';
import { HARDENING } from '../standard/hardening';
import { POD_SECURITY, podSecurityControls } from '../standard/pod-security';
import { Severity } from '../validation/finding';
import { remedyOf } from '../validation/remedy';
import { ruleById } from '../validation/rules';

/** What checks are printed for. */
export interface CheckOptions extends RegistryLists {
  /** The policy minor, 1.N: what namespaces are pinned to. */
  readonly minor: number;
  /** The level that namespaces without Pod Security labels are held to. */
  readonly podSecurity: Level;
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** Everything that CEL can ask: the rows of the standard, and the rules that look at one object by itself. */
export function allChecks(options: CheckOptions): Check[] {
  const rows: readonly Control[] = [...POD_SECURITY, ...HARDENING];
  return [
    ...rows.filter(({ since = 0 }) => since <= options.minor).map((control) => rowCheck(control, options)),
    ...objectRules(options).map(({ depends, ...rule }): Check => {
      const { title, why, severity, development } = ruleById(rule.id)!;
      return { ...rule, title, why, weights: weightsOf(rule.id, options, depends === true ? 'warning' : severity, depends === true ? undefined : development) };
    }),
  ];
}

function rowCheck(control: Control, options: CheckOptions): Check {
  const { inherited, violations } = rowCel(control, options.minor);
  const isOurs = (HARDENING as readonly Control[]).includes(control);
  return {
    id: control.id,
    title: control.title,
    why: control.why,
    remedy: remedyOf(control),
    weights: isOurs
      ? weightsOf(control.id, options, control.severity ?? 'error', control.severity ?? 'warning')
      : podSecurityWeights(control, options),
    resources: POD_RESOURCES,
    changes: POD_CHANGES,
    variables: [...POD_VARIABLES, ...inherited === undefined ? [] : [{ name: 'inherited', expression: inherited }], { name: 'violations', expression: violations }],
  };
}

/** A row of the Pod Security Standards is an error where the namespace refuses the pod, and a warning where the policy asks for more than that. */
function podSecurityWeights(control: Control, { minor, podSecurity, severities }: CheckOptions): Check['weights'] {
  const asked = podSecurityControls(podSecurity, minor).includes(control);
  return Object.fromEntries(NAMESPACE_CLASSES.flatMap((kind) => {
    const severity = podSecurityControls(kind === 'unlabelled' ? podSecurity : kind, minor).includes(control) ? 'error' : asked && !isStricter(kind, podSecurity) ? 'warning' : undefined;
    const weight = severity === undefined ? undefined : chosen(control.id, severity, severities);
    return weight === undefined ? [] : [[kind, weight]];
  }));
}

function isStricter(kind: NamespaceClass, level: Level): boolean {
  const order: readonly string[] = ['privileged', 'baseline', 'restricted'];
  return kind === 'unlabelled' || order.indexOf(kind) >= order.indexOf(level);
}

/** Another rule weighs less in namespaces for development: those whose labels enforce less than restricted. */
function weightsOf(id: string, { severities }: CheckOptions, severity: Severity, development?: Severity): Check['weights'] {
  return Object.fromEntries(NAMESPACE_CLASSES.flatMap((kind) => {
    const weight = chosen(id, kind === 'baseline' || kind === 'privileged' ? development ?? severity : severity, severities);
    return weight === undefined ? [] : [[kind, weight]];
  }));
}

function chosen(id: string, severity: Severity, severities: CheckOptions['severities']): Severity | undefined {
  const other = severities?.[id];
  return other === 'off' ? undefined : other ?? severity;
}
