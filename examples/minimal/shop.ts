import { HardenedApp, HardenedDeployment, HardenedNamespace, HardenedStatefulSet, Peer } from 'cdk8s-hardened';

/** The start: an API that the ingress controller calls, and its database. Nothing else can talk to either. */
export function minimal(outdir: string): HardenedApp {
  const app = new HardenedApp({ outdir, kubernetesVersion: '1.36', rules: '2026.11' });

  const shop = new HardenedNamespace(app, 'shop');
  const api = new HardenedDeployment(shop, 'api', {
    image: 'ghcr.io/acme/api:1.4.2@sha256:9a1f5f0b6b6a8a2a3a4a7d1a8f2f6c1f5b1f6c6dc0a6c3c1c0a3f1d9a2b5e7c4',
    port: 8080,
  });
  const db = new HardenedStatefulSet(shop, 'db', {
    image: 'ghcr.io/acme/postgres:17.2@sha256:4c1d8a0b5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b',
    // What Postgres needs on a read-only root: its own user, a place for its socket, and a folder in the volume that is its alone.
    user: 999,
    port: 5432,
    storage: { path: '/var/lib/postgresql/data', size: '10Gi' },
    writablePaths: ['/var/run/postgresql'],
    env: { PGDATA: '/var/lib/postgresql/data/pgdata', POSTGRES_PASSWORD_FILE: '/run/secrets/db/password' },
  });
  api.allowFrom(Peer.ingress());
  api.allowTo(db);
  db.mountSecret('db-password', '/run/secrets/db');

  return app;
}
