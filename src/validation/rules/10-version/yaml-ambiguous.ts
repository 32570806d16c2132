import { FIELD_VALIDATION, YAML_KUBECTL, YAML_KUSTOMIZE } from './references';
import { Ambiguity, AmbiguityKind } from '../../../manifest/ambiguity';
import { Resource } from '../../../manifest/model';
import { nameOf } from '../../../manifest/schema-problem';
import { Edit, Rule } from '../../rule';

const FLAGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: switches, namespace: shop}\n';
const text = (lines: string): Edit => ({ text: `${FLAGS}${lines}\n` });

export const yamlAmbiguous: Rule = {
  id: 'yaml-ambiguous',
  title: 'kubectl and kustomize read the same in every file',
  item: 10,
  severity: 'warning',
  why: 'kubectl follows YAML 1.1, where yes is true and the last of two equal keys wins; kustomize follows YAML 1.2 in part, where yes is text and two equal keys are an error. What one of them tested, the other does not apply.',
  references: [YAML_KUBECTL, YAML_KUSTOMIZE, FIELD_VALIDATION],
  edition: '2026.11',
  bad: {
    'a boolean of YAML 1.1': text('immutable: yes'),
    'a key that is given twice': text('data:\n  theme: dark\n  theme: light'),
    'a time without quotes': text('data:\n  since: 2026-11-01'),
    'a key that is no text': text('data:\n  8080: http'),
    'a key that is merged after it was set': text('data:\n  all: &all {theme: dark}\n  one: {theme: light, <<: *all}'),
    'text that both ignore': { text: `  ${FLAGS.replaceAll('\n', '\n  ').trimEnd()}\ndata: {theme: dark}\n` },
    'a key that is given twice in JSON': { text: '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "switches", "namespace": "shop"}, "data": {"theme": "dark", "theme": "light"}}\n' },
    'an item of a list': { text: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: switches, namespace: shop}\n  immutable: on\n' },
    'the value of a Secret, which is not shown': { text: 'apiVersion: v1\nkind: Secret\nmetadata: {name: door, namespace: shop}\nstringData:\n  opened: 2026-11-01\n' },
    'a line inside folded text that stands further right': text('data:\n  notes: >\n    one\n      two\n    three'),
  },
  good: {
    'true, and text in quotes': text('immutable: true\ndata:\n  "8080": http\n  debug: "yes"\n  since: "2026-11-01"'),
    'numbers that look strange, which both read the same': text('data:\n  mode: "0644"\n  at: 12:30:45'),
    'anchors and merge keys': text('data:\n  all: &all {theme: dark}\n  one: {<<: *all, theme: light}'),
    'JSON': { text: '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "switches", "namespace": "shop"}, "data": {"theme": "dark"}}\n' },
  },
  * check({ resources }) {
    for (const at of resources) {
      const ambiguities = at.origin.ambiguities?.();
      if (ambiguities === undefined || ambiguities.length === 0) continue;
      for (const { kind, path, message, remedy } of ambiguities) {
        const severity = LAYOUT.has(kind) ? 'info' : undefined;
        if (isSecret(at, { kind, path })) yield { at, path, message: `${nameOf(path)} is something else for kubectl than for kustomize`, remedy: 'write it in quotes', severity };
        else yield { at, path, message: path.length === 0 ? message : `${nameOf(path)}: ${message}`, remedy, severity };
      }
    }
  },
};

/** Values of a Secret are never shown; its keys may be. */
function isSecret({ raw }: Resource, { kind, path }: Pick<Ambiguity, 'kind' | 'path'>): boolean {
  return raw.kind === 'Secret' && (path.length === 0 || path[0] === 'data' || path[0] === 'stringData') && VALUES.has(kind);
}

/** Those that show a value in what they say. */
const VALUES: ReadonlySet<AmbiguityKind> = new Set(['boolean', 'timestamp', 'number', 'tag', 'ignored-text']);

/** Line breaks more or less, null or an empty text: nothing that breaks by itself. */
const LAYOUT: ReadonlySet<AmbiguityKind> = new Set(['empty-in-brackets', 'folded-text', 'final-newline']);
