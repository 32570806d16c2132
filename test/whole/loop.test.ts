import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Cron } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  HardenedCronJob, HardenedDaemonSet, HardenedDefaults, HardenedDeployment, HardenedJob, HardenedNamespace, HardenedStatefulSet, Peer, Profile,
  ScopedRole, Verb,
} from '../../src';
import * as door from '../../src';
import { declareGuarded } from '../../src/constructs/guard';
import { OURS } from '../../src/constructs/settings';
import { declareFacts } from '../../src/constructs/tree';
import { Model } from '../../src/manifest/model';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';

const IMAGE = `ghcr.io/acme/api:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`;

/** Every construct we have, in one app. With user namespaces, Pod Security takes root in the container for nobody on the node. */
function everything(profile: Profile, kubernetesVersion: string, defaults: HardenedDefaults = {}, userNamespaces = true): App {
  const app = new App();
  declareGuarded(app);
  declareFacts(app, { profile, kubernetesVersion, defaults, cluster: { apiServerCidrs: ['10.96.0.1/32'], appArmor: true, userNamespaces } });
  const shop = new HardenedNamespace(app, 'shop');
  const web = new HardenedDeployment(shop, 'web', { image: IMAGE, port: 8080, autoscaling: { max: 5 } });
  const api = new HardenedDeployment(shop, 'api', { image: IMAGE, port: 8080, writablePaths: ['/var/cache'], capabilities: ['NET_BIND_SERVICE'] });
  const db = new HardenedStatefulSet(shop, 'db', { image: IMAGE, port: 5432, replicas: 3, storage: { path: '/data', size: '10Gi' } });
  const agent = new HardenedDaemonSet(shop, 'agent', { image: IMAGE, maxNodes: 9 });
  const migrate = new HardenedJob(shop, 'migrate', { image: IMAGE });
  const report = new HardenedCronJob(shop, 'report', { image: IMAGE, schedule: Cron.daily() });
  if (kubernetesVersion !== '1.28') api.addSidecar('proxy', { image: IMAGE, port: 9000 });
  api.mountSecret('api-tls', '/run/secrets/tls');
  web.allowFrom(Peer.ingress());
  web.allowTo(api);
  for (const client of [api, migrate, report]) client.allowTo(db);
  agent.allowTo(Peer.cidr('203.0.113.0/24'), 443);
  // A role is bound to a ServiceAccount of its own only.
  if (defaults.serviceAccount !== false) {
    new ScopedRole(shop, 'flags', { grants: [{ verbs: [Verb.GET], resources: [ApiResource.CONFIG_MAPS], names: ['flags'] }] }).bindTo(report);
  }
  return app;
}

it('has every construct that the public door has', () => {
  const made = new Set(everything(Profile.production(), '1.36').node.findAll().map(({ constructor }) => constructor.name));
  const offered = Object.entries(door).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct).map(([name]) => name);
  // An app of ours judges on its own, and what it admits into a cluster is no workload.
  expect(offered.filter((name) => !made.has(name))).toEqual(['AdmissionPolicies', 'HardenedApp']);
});

const PROFILES = { production: Profile.production(), development: Profile.development() };
const MINORS = ['1.28', '1.30', '1.33', '1.35', '1.36', '1.37'];

it.each(Object.entries(PROFILES).flatMap(([name, profile]) => MINORS.map((minor) => [name, minor, profile] as const)))(
  'every construct passes every rule: %s, Kubernetes %s', (_, version, profile) => {
    const objects = everything(profile, version).charts.flatMap((chart) => chart.toJson());
    const policy = { ...DEFAULT_POLICY, minor: Number(version.slice(2)) };
    const found = judge(new Model(objects.map((value: unknown) => ({ value }))), policy, RULES);
    expect(found.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  },
);

it('in audit mode nothing is an error, and every pod still passes restricted', () => {
  const objects = everything(Profile.auditOnly(), '1.36').charts.flatMap((chart) => chart.toJson());
  const found = judge(new Model(objects.map((value: unknown) => ({ value }))), DEFAULT_POLICY, RULES);
  expect(found.filter(({ severity, rule }) => severity === 'error' || rule.startsWith('pss-'))).toEqual([]);
  expect(found.map(({ rule }) => rule)).toContain('netpol-default-deny');
});

describe('switches', () => {
  /** How each default is switched off, alone or with those that stand in for it, and the rules that then report it. */
  const SWITCHES: Readonly<Record<keyof HardenedDefaults, { readonly off: HardenedDefaults; readonly rules: readonly string[] }>> = {
    runAsNonRoot: { off: { runAsNonRoot: false }, rules: ['pss-run-as-non-root'] },
    user: { off: { user: 0, runAsNonRoot: false }, rules: ['pss-run-as-user'] },
    setUser: { off: { setUser: false }, rules: ['run-as-user-set', 'fs-group-set'] },
    fsGroup: { off: { fsGroup: false }, rules: ['fs-group-set'] },
    seccompProfile: { off: { seccompProfile: false }, rules: ['pss-seccomp-restricted'] },
    dropCapabilities: { off: { dropCapabilities: false }, rules: ['pss-capabilities-drop-all'] },
    denyPrivilegeEscalation: { off: { denyPrivilegeEscalation: false }, rules: ['pss-privilege-escalation'] },
    readOnlyRootFilesystem: { off: { readOnlyRootFilesystem: false }, rules: ['read-only-root-fs'] },
    tmp: { off: { tmp: false }, rules: ['writable-paths-are-emptydir'] },
    cpuLimit: { off: { cpuLimit: false }, rules: ['resources-cpu-limit'] },
    memoryLimit: { off: { memoryLimit: false }, rules: ['resources-memory-limit'] },
    requests: { off: { requests: false, cpuLimit: false, memoryLimit: false }, rules: ['resources-cpu-request', 'resources-memory-request'] },
    ephemeralStorage: { off: { ephemeralStorage: false }, rules: ['resources-ephemeral-storage'] },
    serviceAccount: { off: { serviceAccount: false }, rules: ['sa-dedicated'] },
    withholdToken: { off: { withholdToken: false }, rules: ['sa-token-not-mounted'] },
    omitServiceLinks: { off: { omitServiceLinks: false }, rules: ['service-links-off'] },
    strictSupplementalGroups: { off: { strictSupplementalGroups: false }, rules: ['supplemental-groups-policy-strict'] },
    probes: { off: { probes: false }, rules: ['probe-readiness', 'probe-liveness'] },
    drainSeconds: { off: { drainSeconds: 0 }, rules: ['pre-stop-drain'] },
    topologySpread: { off: { topologySpread: false }, rules: ['pod-anti-affinity'] },
    podDisruptionBudget: { off: { podDisruptionBudget: false }, rules: ['pdb-exists'] },
    service: { off: { service: false }, rules: ['default-switched-off'] },
    defaultDeny: { off: { defaultDeny: false }, rules: ['netpol-default-deny'] },
    allowDns: { off: { allowDns: false }, rules: ['netpol-egress-dns'] },
    resourceQuota: { off: { resourceQuota: false }, rules: ['namespace-resource-quota'] },
    limitRange: { off: { limitRange: false }, rules: ['namespace-limit-range'] },
    defaultServiceAccount: { off: { defaultServiceAccount: false }, rules: ['sa-default-token-off'] },
    // Values that take no default away: there is always some.
    scratchSize: { off: {}, rules: [] },
    resources: { off: {}, rules: [] },
  };

  const rulesFound = (defaults: HardenedDefaults): Set<string> => {
    const objects = everything(Profile.production(), '1.36', defaults, false).charts.flatMap((chart) => chart.toJson());
    return new Set(judge(new Model(objects.map((value: unknown) => ({ value }))), DEFAULT_POLICY, RULES).map(({ rule }) => rule));
  };
  const before = rulesFound({});

  it.each(Object.entries(SWITCHES).filter(([, { rules }]) => rules.length > 0))('%s, off, is a finding', (_, { off, rules }) => {
    const after = rulesFound(off);
    for (const rule of rules) {
      expect(before).not.toContain(rule);
      expect(after).toContain(rule);
    }
  });

  it('are all here, and each names its rule where it is described', () => {
    expect(Object.keys(SWITCHES).sort()).toEqual([...Object.keys(OURS), 'resources'].sort());
    const described = readFileSync(join(__dirname, '../../src/constructs/defaults.ts'), 'utf8');
    for (const [name, { rules }] of Object.entries(SWITCHES)) {
      const until = described.lastIndexOf(`readonly ${name}?:`);
      const doc = described.slice(described.lastIndexOf('/**', until), until);
      expect(doc).toMatch(/\brules?[\s*]+`/);
      // Without a user nothing is given to its group either, which is what the other switch says.
      for (const rule of rules.filter((id) => name !== 'setUser' || id !== 'fs-group-set')) expect(doc).toContain(`\`${rule}\``);
    }
  });
});
