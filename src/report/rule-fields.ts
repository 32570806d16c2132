import { Model, templatePath } from '../manifest/model';
import { formatPath, Path } from '../manifest/path';
import { example } from '../validation/compliant-app';
import { judge } from '../validation/engine';
import { DEFAULT_POLICY } from '../validation/policy';
import { Rule } from '../validation/rule';

/** The fields that a rule looks at, and of which kinds: the places at which its examples are reported. */
export function fieldsOf(rule: Rule): string[] {
  const kinds = new Map<string, Set<string>>();
  for (const edit of Object.values(rule.bad)) {
    for (const { object, path } of judge(new Model(example(edit)), { ...DEFAULT_POLICY, ...edit.policy }, [rule])) {
      const template = templatePath(object.apiVersion, object.kind);
      const isOfPod = template !== undefined && path.length > template.length && template.every((step, i) => step === path[i]);
      const field = general(isOfPod ? path.slice(template.length) : path);
      const known = kinds.get(field) ?? new Set();
      kinds.set(field, known.add(isOfPod ? 'pod' : object.kind));
    }
  }
  return [...kinds].map(([field, of]) => (field === '' ? `${listed([...of])} as a whole` : `\`${field}\` of ${listed([...of])}`)).sort();
}

/** A place without what is of the example alone: numbers of entries, keys of data, labels that anybody may give. */
function general(path: Path): string {
  return formatPath(path.map((step, i) => {
    const parent = path[i - 1];
    if (typeof step === 'number' || isOwnKey(String(parent), step)) return '*';
    return step === 'initContainers' || step === 'ephemeralContainers' ? 'containers' : step;
  })).replace(/\["\*"\]|\.\*(?=\.|\[|$)/g, '[*]');
}

function isOwnKey(map: string, key: string): boolean {
  if (map === 'data' || map === 'stringData') return true;
  if (map === 'annotations') return key.startsWith('acme.io/');
  return (map === 'labels' || map === 'matchLabels' || map === 'selector' || map === 'nodeSelector') && !key.includes('/') && !key.startsWith('match');
}

function listed(kinds: readonly string[]): string {
  const named = kinds.map((kind) => (kind === 'pod' ? 'a pod' : kind));
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)!}`;
}
