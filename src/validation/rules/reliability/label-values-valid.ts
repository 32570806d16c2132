import { isLabel } from '../../../analysis/label-matcher';
import { scalarText } from '../../../analysis/scalar-text';
import { asObject, Json, Objects, Resource } from '../../../manifest/model';
import { labelKeyProblem, labelValueProblem } from '../../../manifest/name';
import { formatPath, Path } from '../../../manifest/path';
import { Rule } from '../../rule';

const LABEL = 'metadata.labels.team';

export const labelValuesValid: Rule = {
  id: 'label-values-valid',
  title: 'Labels are written so that the API server takes them',
  item: 'reliability',
  severity: 'error',
  why: 'A label with a blank, a slash or 64 characters, or a value that YAML reads as a number, is found by nobody until the API server refuses the object, in the middle of a deployment.',
  references: [{ title: 'Labels and Selectors: syntax and character set', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set' }],
  edition: '2026.11',
  bad: {
    'a blank': { set: { [LABEL]: 'the shop' } },
    'a slash': { set: { [LABEL]: 'acme/shop' } },
    'too long': { set: { [LABEL]: 'a'.repeat(64) } },
    'a dash at the end': { set: { [LABEL]: 'shop-' } },
    'a number': { set: { [LABEL]: 1 } },
    'a truth value': { set: { [LABEL]: true } },
    'a key with a blank': { set: { 'metadata.labels["the team"]': 'shop' } },
    'a label of the template': { set: { 'spec.template.metadata.labels.team': 'the shop' } },
    'a label that pods are selected by': { on: 'Service/api', set: { 'spec.selector.team': 'the shop' } },
    'a label that a controller selects by': { set: { 'spec.selector.matchLabels.team': 'the shop' } },
    'a label that nodes are selected by': { set: { 'spec.template.spec.nodeSelector': { disk: 1 } } },
  },
  good: {
    'empty': { set: { [LABEL]: '' } },
    'null, which is empty': { set: { [LABEL]: null } },
    'a key with a prefix': { set: { 'metadata.labels["acme.io/team"]': 'Shop_1.0' } },
  },
  * checkEach(objects) {
    for (const { at, path, labels } of labelMaps(objects)) {
      for (const key in labels) {
        const fault = faultOf(key, labels[key]);
        if (fault === undefined) continue;
        const place = [...path, key];
        yield { at, path: place, message: `${formatPath(place)}: ${fault.message}`, remedy: fault.remedy };
      }
    }
  },
};

interface Fault {
  readonly message: string;
  readonly remedy: string;
}

function faultOf(key: string, value: unknown): Fault | undefined {
  if (!isFaulty(key, value)) return undefined;
  if (typeof value !== 'string') {
    const what = typeof value === 'object' ? 'no text' : `${scalarText(value)}, a ${typeof value}`;
    return { message: `the value is ${what}`, remedy: 'write a text, in quotes' };
  }
  const problem = labelKeyProblem(key) ?? labelValueProblem(value);
  // What was found may have a semicolon too; the advice has none.
  const end = problem?.lastIndexOf('; ') ?? -1;
  return problem === undefined ? undefined : { message: problem.slice(0, end), remedy: problem.slice(end + 2) };
}

interface LabelMap {
  readonly at: Resource;
  readonly path: Path;
  readonly labels: Json;
}

/** Every map of labels that the API server looks at and in which something may be wrong. */
function* labelMaps(objects: Objects): Iterable<LabelMap> {
  for (const at of objects.resources) {
    const { labels } = asObject(at.raw.metadata);
    if (hasFault(labels)) yield { at, path: ['metadata', 'labels'], labels: asObject(labels) };
    const { selector } = at.spec;
    if (selector === undefined || at.group.includes('.')) continue;
    const isMap = at.kind === 'Service' || at.kind === 'ReplicationController';
    const selected = isMap ? selector : asObject(selector).matchLabels;
    if (hasFault(selected)) yield { at, path: isMap ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'], labels: asObject(selected) };
  }
  for (const pod of objects.pods()) {
    const { labels } = pod.metadata;
    // The labels of a Pod are those of the object.
    if (pod.path.length > 0 && hasFault(labels)) yield { at: pod.owner, path: [...pod.path, 'metadata', 'labels'], labels: asObject(labels) };
    const { nodeSelector } = pod.spec;
    if (hasFault(nodeSelector)) yield { at: pod.owner, path: pod.at('nodeSelector'), labels: asObject(nodeSelector) };
  }
}

function hasFault(labels: unknown): boolean {
  const map = asObject(labels);
  for (const key in map) {
    if (isFaulty(key, map[key])) return true;
  }
  return false;
}

function isFaulty(key: string, value: unknown): boolean {
  return value !== null && value !== undefined && !(typeof value === 'string' && isLabel(key, value));
}
