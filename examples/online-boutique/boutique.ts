import { Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { Service, SERVICES, VERSION } from './services';
import { HardenedApp, HardenedDeployment, HardenedNamespace, Hardening, Peer, Profile } from 'cdk8s-hardened';

const REGISTRY = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';

/** Where the demo goes. */
export interface Stage {
  readonly name: string;
  readonly profile: Profile;
  readonly replicas: number;
}

/** One replica of each service; what breaks the restricted level is only warned about. */
export const DEVELOPMENT: Stage = { name: 'development', profile: Profile.development(), replicas: 1 };
/** Two replicas of each service, held to the restricted level. */
export const PRODUCTION: Stage = { name: 'production', profile: Profile.production(), replicas: 2 };

/** Services whose liveness and readiness probes the demo writes alike. */
const IDENTICAL_PROBES = [
  'adservice', 'cartservice', 'checkoutservice', 'currencyservice', 'emailservice', 'paymentservice', 'productcatalogservice', 'recommendationservice', 'redis-cart',
];

/** What is accepted knowingly, with the reason and the last day. A test pins the list of production. */
export const WAIVERS: readonly Accepted[] = [
  {
    services: Object.keys(SERVICES),
    rules: ['image-digest-pinned'],
    reason: 'the demo publishes tags without digests; a fork that deploys its own builds pins them',
    until: '2027-03-31',
  },
  {
    services: ['loadgenerator'],
    rules: ['image-base-approved'],
    reason: 'the init container of the demo waits for the shop with the shell of busybox',
    until: '2027-03-31',
  },
  {
    services: IDENTICAL_PROBES,
    rules: ['probe-not-identical'],
    reason: 'the demo asks the same health service for both probes; its programs answer it without calling others',
    until: '2027-03-31',
  },
  {
    services: ['redis-cart', 'loadgenerator'],
    rules: ['replicas-minimum'],
    reason: 'the carts are a cache of one node, and a second load generator would double the load',
    until: '2027-03-31',
  },
  {
    stage: DEVELOPMENT,
    services: Object.keys(SERVICES).filter((name) => !['redis-cart', 'loadgenerator'].includes(name)),
    rules: ['replicas-minimum'],
    reason: 'one replica is enough to develop against',
    until: '2027-03-31',
  },
];

interface Accepted {
  /** Only there; in every stage where it is not said. */
  readonly stage?: Stage;
  readonly services: readonly string[];
  readonly rules: string[];
  readonly reason: string;
  readonly until: string;
}

/** The Online Boutique demo, hardened: twelve services in nine languages, each reachable from where its addresses are used and from nowhere else. */
export function onlineBoutique(outdir: string, stage: Stage): HardenedApp {
  // The waivers are written to the objects too, so that `validate manifests/` knows them.
  const app = new HardenedApp({ outdir, kubernetesVersion: '1.36', rules: '2026.11', profile: stage.profile, waiverAnnotations: true });
  const boutique = new HardenedNamespace(app, 'boutique');

  const workloads = new Map(Object.entries(SERVICES).map(([name, service]) => [name, deploy(boutique, name, service, stage)]));
  for (const [name, { calls = {} }] of Object.entries(SERVICES)) {
    for (const called of Object.values(calls)) workloads.get(name)!.allowTo(workloads.get(called)!);
  }
  workloads.get('frontend')!.allowFrom(Peer.ingress());
  waitForFrontend(workloads.get('loadgenerator')!);

  for (const { services, rules, reason, until } of WAIVERS.filter((accepted) => (accepted.stage ?? stage) === stage)) {
    for (const service of services) Hardening.of(workloads.get(service)!).waive(rules, { reason, until });
  }
  return app;
}

function deploy(boutique: HardenedNamespace, name: string, service: Service, stage: Stage): HardenedDeployment {
  const { image, env, calls = {}, port, portName, readsPort, grace, ...props } = service;
  return new HardenedDeployment(boutique, name, {
    ...props,
    image: image ?? `${REGISTRY}/${name}:${VERSION}`,
    ports: port === undefined ? [] : [{ number: port, name: portName }],
    env: {
      ...(readsPort ? { PORT: String(port) } : {}),
      ...env,
      ...Object.fromEntries(Object.entries(calls).map(([variable, called]) => [variable, address(called)])),
    },
    replicas: name === 'redis-cart' || name === 'loadgenerator' ? 1 : stage.replicas,
    terminationGracePeriod: grace === undefined ? undefined : Duration.seconds(grace),
  });
}

/** Where a service is reached: the port of its Service. */
function address(called: string): string {
  const { port, servicePort } = SERVICES[called];
  return `${called}:${servicePort ?? port}`;
}

/** The load starts when the shop answers. */
function waitForFrontend(loadgenerator: HardenedDeployment): void {
  loadgenerator.addInitContainer({
    name: 'frontend-check',
    image: 'docker.io/library/busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
    command: ['/bin/sh', '-ec', 'until wget -q -O /dev/null "http://$FRONTEND_ADDR"; do sleep 10; done'],
    envVariables: { FRONTEND_ADDR: EnvValue.fromValue(address('frontend')) },
  });
}
