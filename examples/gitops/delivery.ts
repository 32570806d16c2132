import { ApiObject, Chart, Cron } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-28';
import { HardenedApp, HardenedCronJob, HardenedDeployment, HardenedNamespace, Peer, Profile, ScopedRole, Verb } from 'cdk8s-hardened';

/** What runs: a service, a nightly report, and the one permission that the report needs. */
export function workloads(outdir: string, profile: Profile): HardenedApp {
  const app = new HardenedApp({
    outdir, kubernetesVersion: '1.36', rules: '2026.11', profile, cluster: { apiServerCidrs: ['10.96.0.1/32'], apiServerPort: 443 },
  });

  const orders = new HardenedNamespace(app, 'orders');
  const api = new HardenedDeployment(orders, 'api', {
    image: 'ghcr.io/acme/orders:3.1.0@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    port: 8080,
    autoscaling: { min: 2, max: 6 },
  });
  api.allowFrom(Peer.ingress());

  const report = new HardenedCronJob(orders, 'report', {
    image: 'ghcr.io/acme/orders-report:3.1.0@sha256:1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f',
    schedule: Cron.schedule({ minute: '15', hour: '3' }),
    timeZone: 'Europe/Berlin',
  });
  report.allowTo(api);
  new ScopedRole(orders, 'read-schedule', {
    grants: [{ verbs: [Verb.GET], resources: [ApiResource.CONFIG_MAPS], names: ['schedule'] }],
  }).bindTo(report);

  inWaves(app);
  return app;
}

/** What Argo CD and Flux are given: where the manifests of an environment are. One of the two is enough. */
export function delivery(outdir: string, environment: string): HardenedApp {
  const app = new HardenedApp({ outdir, kubernetesVersion: '1.36', rules: '2026.11' });
  const path = `./manifests/gitops/${environment}`;

  const argocd = new Chart(app, 'argocd', { namespace: 'argocd' });
  new ApiObject(argocd, 'orders', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'orders' },
    spec: {
      project: 'orders',
      source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'orders' },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
    },
  });

  const flux = new Chart(app, 'flux', { namespace: 'flux-system' });
  new ApiObject(flux, 'orders', {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'orders' },
    spec: {
      interval: '10m',
      path,
      prune: true,
      wait: true,
      serviceAccountName: 'orders-deployer',
      sourceRef: { kind: 'GitRepository', name: 'platform' },
    },
  });
  return app;
}

/** Argo CD applies wave by wave; Flux sorts by kind on its own. Dependencies of cdk8s would only rename the files. */
function inWaves(app: HardenedApp): void {
  for (const construct of app.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const wave = WAVES.findIndex((kinds) => kinds.includes(construct.kind));
    if (wave >= 0) construct.metadata.addAnnotation('argocd.argoproj.io/sync-wave', String(wave - WAVES.length));
  }
}

const WAVES = [
  ['Namespace'],
  ['ResourceQuota', 'LimitRange', 'NetworkPolicy', 'ServiceAccount', 'Role', 'RoleBinding'],
];
