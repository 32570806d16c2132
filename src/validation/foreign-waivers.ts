import { Finding, ObjectId } from './finding';
import { ForeignChecks, KUBE_LINTER, KUBE_SCORE, KUBESCAPE, POLARIS } from './foreign-checks';
import { ruleById } from './rules';
import { Waiver } from './waivers';
import { asObject, asStrings, Resource, templatePath } from '../manifest/model';
import { Path, valueAt } from '../manifest/path';
import { reasonProblem } from '../standard/waiver';

/** What annotations of other tools come to. */
export interface ImportedWaivers {
  /** Only what covers a finding: nobody has to mend an annotation that another tool needs and we do not. */
  readonly waivers: readonly Waiver[];
  /** Checks that have no rule of ours, such as `kube-linter ssh-port`, sorted, each once. */
  readonly unknown: readonly string[];
}

/** The waivers that annotations of kube-linter, kube-score, Polaris and Kubescape stand for. They cover findings about their own object. */
export function importedWaivers(resources: Iterable<Resource>, findings: readonly Finding[]): ImportedWaivers {
  const found = new Map<string, Set<string>>();
  for (const { rule, object, location } of findings) {
    if (ruleById(rule)?.waivable === false) continue;
    const key = keyOf(object, location?.file);
    const rules = found.get(key);
    if (rules === undefined) found.set(key, new Set([rule]));
    else rules.add(rule);
  }
  const waivers: Waiver[] = [];
  const unknown = new Set<string>();
  for (const resource of resources) {
    const open = found.get(keyOf(resource, resource.origin.file)) ?? NONE;
    for (const { tool, checks, names, reason, until, path } of exemptions(resource)) {
      const meant = names === 'all' ? ['*'] : names.flatMap((name) => {
        const rules = Object.prototype.hasOwnProperty.call(checks, name) ? checks[name].split(' ') : undefined;
        if (rules === undefined) unknown.add(`${tool} ${name}`);
        return rules ?? [];
      });
      const rules = meant.filter((rule) => (rule === '*' ? open.size > 0 : open.has(rule)));
      if (rules.length === 0) continue;
      const { apiVersion, kind, namespace, name } = resource;
      waivers.push({
        rules,
        reason: reasonProblem(reason) === undefined ? reason : `exempted for ${tool}${reason.trim() === '' ? '' : `: ${reason.trim()}`}`,
        ...(until === undefined ? {} : { until }),
        covers: ({ object, location }) => keyOf(object, location?.file) === keyOf(resource, resource.origin.file),
        origin: { object: { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name }, path, location: resource.origin.locate?.(path) },
      });
    }
  }
  return { waivers, unknown: [...unknown].sort() };
}

/** What an annotation exempts its object from. */
interface Exemption {
  readonly tool: string;
  readonly checks: ForeignChecks;
  readonly names: readonly string[] | 'all';
  readonly reason: string;
  readonly until?: string;
  readonly path: Path;
}

function* exemptions(resource: Resource): Iterable<Exemption> {
  const path = ['metadata', 'annotations'];
  yield* fromAnnotations(resource.annotations, path);
  const pod = templatePath(resource.apiVersion, resource.kind);
  if (pod === undefined || pod.length === 0) return;
  // kube-score reads those of the pod template too.
  const template = asStrings(asObject(asObject(valueAt(resource.raw, pod)).metadata).annotations);
  yield* ofKubeScore(template, [...pod, ...path]);
}

function* fromAnnotations(annotations: Readonly<Record<string, string>>, at: Path): Iterable<Exemption> {
  for (const [key, value] of Object.entries(annotations)) {
    const path = [...at, key];
    if (key === 'kube-linter.io/ignore-all') {
      yield { tool: 'kube-linter', checks: KUBE_LINTER, names: 'all', reason: value, path };
    } else if (key.startsWith(IGNORE_CHECK)) {
      yield { tool: 'kube-linter', checks: KUBE_LINTER, names: [key.slice(IGNORE_CHECK.length)], reason: value, path };
    } else if (key.startsWith(FAIRWINDS) && value.toLowerCase() === 'true') {
      const name = key.slice(FAIRWINDS.length);
      if (name === 'exempt') yield { tool: 'Polaris', checks: POLARIS, names: 'all', reason: '', path };
      else if (name.endsWith('-exempt')) yield { tool: 'Polaris', checks: POLARIS, names: [name.slice(0, -'-exempt'.length)], reason: '', path };
    } else if (key === 'kubescape.io/skip-controls') {
      yield* ofKubescape(annotations, value, path);
    }
  }
  yield* ofKubeScore(annotations, at);
}

function* ofKubeScore(annotations: Readonly<Record<string, string>>, at: Path): Iterable<Exemption> {
  const { 'kube-score/ignore': ignored, 'kube-score/skip': skipped } = annotations;
  if (skipped !== undefined && YES.test(skipped)) yield { tool: 'kube-score', checks: KUBE_SCORE, names: 'all', reason: '', path: [...at, 'kube-score/skip'] };
  if (ignored === undefined) return;
  const names = list(ignored);
  yield { tool: 'kube-score', checks: KUBE_SCORE, names: names.includes('*') ? 'all' : names, reason: '', path: [...at, 'kube-score/ignore'] };
}

/** A point in time that Kubescape cannot read makes it exempt nothing. */
function* ofKubescape(annotations: Readonly<Record<string, string>>, controls: string, path: Path): Iterable<Exemption> {
  const { 'kubescape.io/skip-reason': reason = '', 'kubescape.io/skip-expiry': expiry = '' } = annotations;
  if (expiry !== '' && (!RFC3339.test(expiry) || Number.isNaN(Date.parse(expiry)))) return;
  yield { tool: 'Kubescape', checks: KUBESCAPE, names: list(controls), reason, ...(expiry === '' ? {} : { until: expiry.slice(0, 10) }), path };
}

function list(text: string): string[] {
  return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
}

function keyOf({ kind, namespace = '', name }: Pick<ObjectId, 'kind' | 'namespace' | 'name'>, file: string | undefined): string {
  return `${file ?? ''}\n${kind}/${namespace}/${name}`;
}

const NONE: ReadonlySet<string> = new Set();
const IGNORE_CHECK = 'ignore-check.kube-linter.io/';
const FAIRWINDS = 'polaris.fairwinds.com/';
/**
 * What kube-score takes to skip an object: a boolean as its YAML package reads it.
 * @see https://github.com/zegl/kube-score/blob/master/parser/parse_test.go
 * @see https://github.com/go-yaml/yaml/blob/v3/decode.go
 */
const YES = /^\s*(?:true|True|TRUE|y|Y|yes|Yes|YES|on|On|ON)\s*$/;
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
