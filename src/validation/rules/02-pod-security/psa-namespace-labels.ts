import { PSA_LABELS } from './references';
import { Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { POD_SECURITY_LABEL } from '../../pod-security-level';
import { Problem, Rule } from '../../rule';

export const psaNamespaceLabels: Rule = {
  id: 'psa-namespace-labels',
  title: 'Namespaces say which pods they refuse, record and warn about',
  item: 2,
  severity: 'error',
  development: 'warning',
  why: 'Without the enforce label a namespace takes what the cluster is set to, and that is every pod unless somebody changed it; audit and warn show what a workload breaks before its pods are refused.',
  references: [PSA_LABELS, cis('5.2.1'), nsa('Pod security enforcement'), mitre('T1611')],
  edition: '2026.11',
  bad: {
    'no label': { on: 'Namespace/shop', unset: ['metadata.labels'] },
    'no enforce': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/enforce"]'] },
    'a level that does not exist': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce"]': 'strict' } },
    'another spelling': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce"]': 'Restricted' } },
    'enforces nothing': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce"]': 'privileged' } },
    'no audit': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/audit"]'] },
    'no warn': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/warn"]'] },
    'a level that does not exist, in audit': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/audit"]': 'all' } },
  },
  good: {
    'enforces baseline': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce"]': 'baseline' } },
    'the namespace of the cluster itself': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } }] },
  },
  * checkEach(objects) {
    for (const namespace of objects.ofKind('Namespace')) {
      if (isSystemNamespace(namespace.name) || namespace.group !== '') continue;
      for (const mode of MODES) {
        const problem = problemOf(mode, namespace);
        if (problem !== undefined) yield { at: namespace, path: ['metadata', 'labels', mode.label], ...problem };
      }
    }
  },
};

interface Mode {
  readonly mode: 'enforce' | 'audit' | 'warn';
  readonly label: string;
}

const MODES = (['enforce', 'audit', 'warn'] as const).map((mode): Mode => ({ mode, label: `${POD_SECURITY_LABEL}${mode}` }));

function problemOf({ mode, label: key }: Mode, namespace: Resource): Pick<Problem, 'message' | 'remedy' | 'severity'> | undefined {
  const level = namespace.labels[key];
  if (level !== undefined && LEVELS.includes(level) && (mode !== 'enforce' || level !== 'privileged')) return undefined;
  const label = formatPath(['metadata', 'labels', key]);
  if (level === undefined) {
    // The API server warns at the enforced level where warn is not set.
    const warnsAnyway = mode === 'warn' && ['baseline', 'restricted'].includes(namespace.labels[`${POD_SECURITY_LABEL}enforce`] ?? '');
    return {
      message: `${label} is not set`,
      remedy: `set it to ${mode === 'enforce' ? 'restricted, or to baseline while workloads are brought up to it' : 'restricted'}`,
      severity: mode === 'enforce' ? undefined : warnsAnyway ? 'info' : 'warning',
    };
  }
  if (!LEVELS.includes(level)) {
    return {
      message: `${label} is ${quote(level)}, which the API server refuses`,
      remedy: `use ${mode === 'enforce' ? 'baseline or restricted' : 'privileged, baseline or restricted'}`,
      severity: 'error',
    };
  }
  return { message: `${label} is privileged, which refuses no pod`, remedy: 'set it to restricted, or to baseline while workloads are brought up to it' };
}

const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];
