import { Severity } from './finding';
import { rowProblems } from './row-problems';
import { Edit, Rule } from './rule';
import { shown } from './shown';
import { Control } from '../standard/control';
import { EDITIONS } from '../standard/edition';
import { podSecurityControls } from '../standard/pod-security';

/** The rule that a row of the standard is. */
export function fieldRule(control: Control, severity: Severity, development?: Severity): Rule {
  return {
    id: control.id,
    title: control.title,
    item: control.item,
    severity,
    development,
    why: control.why,
    references: control.references,
    edition: control.edition ?? EDITIONS[0],
    bad: edits(control, control.bad),
    good: { ...edits(control, control.good ?? []), ...control.ephemeral === false ? EPHEMERAL : {} },
    checkEach: (objects, policy, model) => rowProblems(objects, policy, model).get(control) ?? [],
  };
}

/** The examples of a row as edits of the compliant app, at the first field of the row. */
function edits(control: Control, values: readonly unknown[]): Record<string, Edit> {
  const field = `spec.template.${control.fields[0].replace(/!/g, '').replace(/\[\*\]/g, '[0]').replace(/\[([a-z./-]+)\*\]/, '["$1api"]')}`;
  const weaker = isReplaced(control) ? { add: [BASELINE_NAMESPACE], remove: ['Namespace/shop'] } : {};
  return Object.fromEntries(values.map((value) => [
    value === undefined ? 'not set' : shown(value),
    { ...(value === undefined ? { unset: [field, ...(control.inherit ?? []).map(inTemplate)] } : { set: { [field]: value } }), ...weaker },
  ]));
}

const EPHEMERAL: Record<string, Edit> = {
  'in an ephemeral container, which cannot have it': { set: { 'spec.template.spec.ephemeralContainers': [{ name: 'look', image: 'ghcr.io/acme/look:1' }] } },
};

function inTemplate(field: string): string {
  return `spec.template.${field.replace(/!/g, '').replace(/\[\*\]/g, '[0]')}`;
}

/** Whether the restricted level has another row in this one's place, so that it shows only in a namespace that enforces baseline. */
function isReplaced(control: Control): boolean {
  return control.level === 'baseline' && !podSecurityControls('restricted', 36).includes(control);
}

const BASELINE_NAMESPACE = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'shop',
    labels: {
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.36',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.36',
    },
  },
};
