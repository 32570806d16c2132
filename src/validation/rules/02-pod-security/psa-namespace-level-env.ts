import { PSA_LABELS } from './references';
import { Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { atLeast, Level } from '../../../standard/control';
import { cis } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { POD_SECURITY_LABEL } from '../../pod-security-level';
import { Rule } from '../../rule';

const namespace = (name: string, enforce: string, audit = 'restricted', labels: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      'pod-security.kubernetes.io/enforce': enforce, 'pod-security.kubernetes.io/audit': audit, 'pod-security.kubernetes.io/warn': audit, ...labels,
    },
  },
});

export const psaNamespaceLevelEnv: Rule = {
  id: 'psa-namespace-level-env',
  title: 'Production enforces the level that is asked for; every other namespace at least records what breaks it',
  item: 2,
  severity: 'error',
  why: 'Development may enforce less while workloads are brought up to the level, as long as audit and warn show what is left to do; in production nothing is left to refuse it.',
  references: [
    PSA_LABELS,
    { title: 'Migrate from PodSecurityPolicy: try the level in audit and warn first', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/#psp-update-strategy' },
    cis('5.2.1'),
  ],
  edition: '2026.11',
  bad: {
    'production by name': { add: [namespace('shop-production', 'baseline')] },
    'production by label': { add: [namespace('orders', 'baseline', 'restricted', { environment: 'prod' })] },
    'production that enforces nothing': { add: [namespace('prod', 'privileged')] },
    'audit and warn weaker than what is asked for': { add: [namespace('orders-dev', 'baseline', 'baseline')] },
    'audit weaker than what is enforced': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/audit"]': 'baseline' } },
    'warn weaker than what is enforced': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/warn"]': 'privileged' } },
  },
  good: {
    'production that enforces restricted': { add: [namespace('shop-production', 'restricted')] },
    'development that records': { add: [namespace('shop-dev', 'baseline')] },
    'the first step for what runs already': { add: [namespace('legacy', 'privileged')] },
    'a name that only contains the word': { add: [namespace('products', 'baseline')] },
    'production where less is asked for': { add: [namespace('shop-production', 'baseline', 'baseline')], policy: { podSecurity: 'baseline' } },
  },
  * checkEach(objects, policy) {
    const asked: Level = policy.podSecurity === 'hardened' ? 'restricted' : policy.podSecurity;
    for (const at of objects.ofKind('Namespace')) {
      if (isSystemNamespace(at.name) || at.group !== '') continue;
      const enforce = levelOf(at, 'enforce');
      if (enforce !== undefined && !atLeast(enforce, asked) && isProduction(at)) {
        const path = ['metadata', 'labels', `${POD_SECURITY_LABEL}enforce`];
        yield { at, path, message: `${formatPath(path)} is ${enforce} in a namespace for production`, remedy: `set it to ${asked}` };
      }
      const least = enforce === undefined || atLeast(asked, enforce) ? asked : enforce;
      for (const mode of ['audit', 'warn'] as const) {
        const level = levelOf(at, mode);
        if (level === undefined || atLeast(level, least)) continue;
        const path = ['metadata', 'labels', `${POD_SECURITY_LABEL}${mode}`];
        yield {
          at,
          path,
          message: `${formatPath(path)} is ${level}, which says nothing of pods that break ${least}`,
          remedy: `set it to ${least}; it refuses no pod`,
          fix: { path, value: least },
          severity: 'warning',
        };
      }
    }
  },
};

const LABELS = {
  enforce: `${POD_SECURITY_LABEL}enforce`,
  audit: `${POD_SECURITY_LABEL}audit`,
  warn: `${POD_SECURITY_LABEL}warn`,
};

function levelOf(namespaceObject: Resource, mode: keyof typeof LABELS): Level | undefined {
  const level = namespaceObject.labels[LABELS[mode]];
  return level === 'privileged' || level === 'baseline' || level === 'restricted' ? level : undefined;
}

/** Whether a namespace says that it is for production: by a part of its name, or by a label for that. */
function isProduction({ name, labels }: Resource): boolean {
  return name.split(/[-.]/).some((part) => PRODUCTION.has(part)) || ENVIRONMENT_LABELS.some((key) => PRODUCTION.has((labels[key] ?? '').toLowerCase()));
}

const PRODUCTION: ReadonlySet<string> = new Set(['prod', 'production', 'prd']);
const ENVIRONMENT_LABELS: readonly string[] = ['environment', 'env', 'stage', 'tier', 'app.kubernetes.io/environment'];
